using Microsoft.Extensions.Hosting;

namespace Sampan.Server.Hosting;

/// <summary>An endpoint lives as long as its owner wants: signals are the process's business, not the web host's.</summary>
internal sealed class OwnedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
