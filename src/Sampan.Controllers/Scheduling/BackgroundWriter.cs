using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Sampan.Controllers.Scheduling;

/// <summary>Writes to the cluster that scheduling does not wait for, in the order given if there is one worker.</summary>
internal sealed partial class BackgroundWriter(int workers, ILogger logger)
{
    private readonly Channel<Func<CancellationToken, ValueTask>> _writes = Channel.CreateUnbounded<Func<CancellationToken, ValueTask>>();

    /// <summary>Adds a write.</summary>
    public void Add(Func<CancellationToken, ValueTask> write) => _writes.Writer.TryWrite(write);

    /// <summary>Writes until cancelled. A write that fails is logged; whoever can do better catches before.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var write in _writes.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await write(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "scheduler: a write failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
