"""Small image autoencoders: the simulated generators, and the aligned fakes made with them."""
