"""Training, calibration and export of the detectors in public/models."""
