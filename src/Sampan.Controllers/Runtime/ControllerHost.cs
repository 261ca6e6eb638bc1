using Microsoft.Extensions.Logging;

namespace Sampan.Controllers.Runtime;

/// <summary>Starts a set of controllers on one cluster with the informers that they share, and stops them together.</summary>
public sealed partial class ControllerHost(SharedInformers informers, IReadOnlyList<IController> controllers, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>The names of the controllers.</summary>
    public IEnumerable<string> Names => controllers.Select(controller => controller.Name);

    /// <summary>Starts the informers and the controllers. Once only.</summary>
    public void Start() => _running = Task.WhenAll([informers.RunAsync(_stop.Token), .. controllers.Select(RunAsync)]);

    /// <summary>Stops everything and waits until it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>Starts everything, waits until cancelled, and stops it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Start();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    private Task RunAsync(IController controller) => Task.Run(
        async () =>
        {
            try
            {
                await controller.RunAsync(_stop.Token);
            }
            catch (Exception exception)
            {
                // Controllers retry what fails; one that ends by itself has a defect, and the others must not stop for it.
                // What fails because everything is stopping is no failure.
                if (!_stop.IsCancellationRequested)
                {
                    Log.Ended(logger, informers.Cluster.Name, controller.Name, exception);
                }
            }
        },
        CancellationToken.None);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Cluster}: controller {Controller} ended unexpectedly")]
        public static partial void Ended(ILogger logger, string cluster, string controller, Exception exception);
    }
}
