"""The traces of a container (8x8 blocking) must not tell the label after the training augmentation."""

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from telltale_training.augment import AugmentConfig
from telltale_training.blocking import blocking_features
from telltale_training.data import decode_all
from telltale_training.sampling import HistoryDataset, first_jpeg_qualities

CROPS = 2000

CLASSIFIERS = {
    "logistic": lambda: make_pipeline(StandardScaler(), LogisticRegression()),
    "boosting": lambda: HistGradientBoostingClassifier(max_iter=60, max_depth=3, random_state=0),
}


@pytest.fixture(scope="module")
def seen(samples):
    """Features, labels and groups of what the network sees. Format and size are equal for all by construction."""
    train = [s for s in samples if s.split == "train"]
    config = AugmentConfig(first_jpeg_qualities=first_jpeg_qualities(train))
    dataset = HistoryDataset(train, decode_all(train), config, CROPS, seed=11)
    features, labels, groups = [], [], []
    for index in range(CROPS):
        crop, chosen = dataset.pixels(index)
        assert crop.shape == (config.size_px, config.size_px, 3) and crop.dtype == np.uint8
        features.append(blocking_features(crop))
        labels.append(train[chosen].label)
        groups.append(train[chosen].group)
    return np.array(features), np.array(labels), np.array(groups)


@pytest.fixture(scope="module")
def stored(samples):
    """The same of the files as they are stored, cropped on the grid: what a careless training would show."""
    train = [s for s in samples if s.split == "train"][::2]
    features = np.array([blocking_features(image[:160, :160]) for image in decode_all(train)])
    return features, np.array([s.label for s in train]), np.array([s.group for s in train])


def cross_validated_auc(name: str, features: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> float:
    p = cross_val_predict(
        CLASSIFIERS[name](), features, labels, groups=groups, cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    return roc_auc_score(labels, p)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_blocking_does_not_tell_the_label(seen, name):
    auc = cross_validated_auc(name, *seen)
    print(f"{name}: AUC {auc:.3f}")
    assert 0.40 <= auc <= 0.60


def test_blocking_tells_the_label_of_stored_files(stored):
    auc = cross_validated_auc("boosting", *stored)
    print(f"boosting, stored files: AUC {auc:.3f}")
    assert auc > 0.60


def test_blocking_is_measured_at_all():
    """The features do see JPEG: without this the test above would pass for nothing."""
    from PIL import Image

    from telltale_training.augment import encode_jpeg

    rng = np.random.default_rng(0)
    plain = np.clip(rng.normal(128, 12, (160, 160, 3)), 0, 255).astype(np.uint8)
    coded = np.asarray(encode_jpeg(Image.fromarray(plain), 30))
    assert blocking_features(coded)[8] > blocking_features(plain)[8] * 1.2
