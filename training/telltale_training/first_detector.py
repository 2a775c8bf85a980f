"""What is said about the first shipped detector that no measurement can tell."""

ID = "lite-crops-1"
NAME = "Lite crops 1"
VERSION = "1.0.0"
LICENCE = "Apache-2.0"
SUMMARY = (
    "A small convolutional network that looks at native-resolution crops for fine traces of image generators; "
    "trained on 1,865 images, so its verdicts are hints, not proof."
)


def limits(figures: dict) -> list[str]:
    """Plain sentences for model.json.

    `figures`: `missed` and `worst_fpr` in words, and `ai` and `camera`, the share of each source of photographs and
    each generator that got that verdict, over the six mixed conditions.
    """
    return [
        "Not proof: {missed} of the generated validation images (untouched) were not called AI-generated, and up to "
        "{worst_fpr} of the photographs were, in the worst of the measured conditions.".format(**figures),
        "The false-positive rate is a mean over sources and differs between them: {ai[grocery]} for shop photographs, "
        "but {ai[metadata-extractor]} for large camera files that were reduced, and {ai[deepin]} for the one "
        "source that was wholly absent from training. Expect more wrong alarms on your own pictures than the "
        "5 % it was set to.".format(**figures),
        "Trained on 1,865 and measured on 528 images, most of them 256-pixel crops; nearly all sources of the "
        "validation images also occur in training, so figures for unknown generators and cameras are expected to be lower.",
        "Trained on generators from latent diffusion and DALL-E mini to services of 2026; others were never "
        "seen. Recognition differs: called AI were {ai[stable-diffusion-1]} of Stable Diffusion 1, "
        "{ai[gpt-image (C2PA)]} of gpt-image, and only {ai[mixed-2023-2026]} of pictures from ComfyUI workflows, of "
        "which {camera[mixed-2023-2026]} were called camera.".format(**figures),
        "Not trained on face swaps, inpainting, outpainting, upscaled or otherwise partly edited photographs.",
        "Not trained on screenshots, scans, drawings, paintings, comics or computer graphics made by people: "
        "verdicts on them mean nothing.",
        "The photographs in training are nearly all photographs in style, many generated images are illustrations: "
        "the style of a picture may sway the verdict.",
        "Pictures smaller than 224 pixels are mirrored to fill the crop; JPEG qualities below 50 and reductions below "
        "half size were not measured.",
    ]
