"""Published detectors as graphs without weights: docs/template-contract.md. `templates.generate` writes them."""
