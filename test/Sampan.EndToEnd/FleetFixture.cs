using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

/// <summary>One small fleet that the tests of a class share.</summary>
public sealed class FleetFixture : IAsyncLifetime
{
    internal RunningFleet Fleet { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Fleet = await RunningFleet.StartAsync("--clusters", "2", "--nodes", "3", "--store", "memory");

    public ValueTask DisposeAsync() => Fleet.DisposeAsync();
}
