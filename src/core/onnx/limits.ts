/** More than this does not fit into the memory that WASM can have beside the network itself. */
export const mostModelBytes = 3e9;

/** Protocol buffers end at 2 GiB; larger models keep their weights in other files. */
export const mostGraphBytes = 2 ** 31;
