import torch
from torch.optim import lr_scheduler
import math

epochs, batch = 40, 64
warmup_epochs = 5
base_lr = 1e-1

model = Net(hidden=[32, 32]).to("cuda" if torch.cuda.is_available() else "cpu")
optimizer = torch.optim.SGD(
    model.parameters(),
    lr=base_lr,          # the peak
    momentum=0.9, weight_decay=5e-4, nesterov=True,
)

def accuracy(net, loader):
    """Not of interest (here)."""
    return sum(p.argmax(1).eq(y).sum() for p, y in loader) / len(loader)

warmup = lr_scheduler.LinearLR(optimizer, 0.1, 1.0, total_iters=warmup_epochs)
main = lr_scheduler.CosineAnnealingLR(optimizer, T_max=40 - warmup_epochs, eta_min=base_lr / 100)
scheduler = lr_scheduler.SequentialLR(
    optimizer, schedulers=[warmup, main], milestones=[warmup_epochs], last_epoch=-1)

for epoch in range(40):
    for x, y in loader:
        optimizer.zero_grad(); loss = f(model(x), y); loss.backward()
        optimizer.step()
    scheduler.step()
    print(f"{epoch}: {scheduler.get_last_lr()[0]:.4f}")
