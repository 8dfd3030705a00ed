"""Writes weights, inputs, outputs and gradients of the peer network as one .npz: FOLDER_OF_PEER OUTPUT SEED."""
import sys

sys.path.insert(0, sys.argv[1])
import nat_torch as peer
import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(int(sys.argv[3]))
torch.set_num_threads(1)
BATCH, LEADS, SAMPLES = 2, 12, 1000
arrays = {}


def put(prefix, module, values):
    for name, parameter in module.named_parameters():
        arrays[prefix + name] = values(parameter).detach().numpy()


def scatter(module):
    """Moves every parameter off its start, so that zeros and ones hide no mistake."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.add_(0.02 * torch.randn_like(parameter))


autoencoder, classifier = peer.MaskedAutoencoder(), peer.Classifier()
scatter(autoencoder)
scatter(classifier)
signal = torch.randn(BATCH, LEADS, SAMPLES)
units = SAMPLES // autoencoder.unit
mask = torch.zeros(BATCH, units).scatter_(1, torch.rand(BATCH, units).argsort(1)[:, : int(0.6 * units)], 1.0)
arrays["signal"], arrays["mask"] = signal.numpy(), mask.numpy()

# the peer draws its mask itself: hand it ours through its own source of random numbers
order = (1 - mask) + 1e-3 * torch.arange(units)
torch_rand, torch.rand = torch.rand, lambda *shape: order
loss = autoencoder(signal)
torch.rand = torch_rand
loss.backward()
arrays["loss"] = loss.detach().numpy()
put("autoencoder/", autoencoder, lambda p: p)
put("autoencoder-gradient/", autoencoder, lambda p: p.grad)

for i, output in enumerate(autoencoder.encoder.stage_outputs(signal)):
    arrays[f"stage{i}"] = output.detach().numpy()

target = torch.tensor([1, 3])
logits = classifier(signal)
cross_entropy = F.cross_entropy(logits, target)
cross_entropy.backward()
arrays["logits"], arrays["target"] = logits.detach().numpy(), target.numpy()
arrays["cross_entropy"] = cross_entropy.detach().numpy()
put("classifier/", classifier, lambda p: p)
put("classifier-gradient/", classifier, lambda p: p.grad)
np.savez(sys.argv[2], **{name: np.asarray(value, "<f4") for name, value in arrays.items()})
