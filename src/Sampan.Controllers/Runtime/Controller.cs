using Microsoft.Extensions.Logging;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Runtime;

/// <summary>
/// A level-based control loop: changes of the informers it watches become keys, and each key is reconciled, never twice at
/// once. A failure is logged and retried with a growing delay; a conflict is retried silently, for it only means that
/// somebody else was faster.
/// </summary>
public sealed partial class Controller(string name, IReconciler reconciler, TimeProvider time, ILogger logger, int workers = 1, TimeSpan? longestRetry = null) : IController, IDisposable
{
    private readonly List<(Informer Informer, Func<ObjectChange, IEnumerable<NamespacedName>> Keys)> _sources = [];
    private readonly WorkQueue<NamespacedName> _queue = new(time, longestRetry);

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The keys that wait; for additions from outside, such as timers.</summary>
    public WorkQueue<NamespacedName> Queue => _queue;

    /// <summary>Reconciles the keys that <paramref name="keys"/> names for each change of an informer; see <see cref="KeysOf"/>.</summary>
    public Controller Watches(Informer informer, Func<ObjectChange, IEnumerable<NamespacedName>> keys)
    {
        _sources.Add((informer, keys));
        return this;
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<IDisposable> subscriptions = [];
        try
        {
            foreach (var (informer, _) in _sources)
            {
                await informer.Synced.WaitAsync(cancellationToken);
            }

            foreach (var (informer, keys) in _sources)
            {
                subscriptions.Add(informer.Subscribe(change => Enqueue(keys(change))));
            }

            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            subscriptions.ForEach(subscription => subscription.Dispose());
            _queue.Dispose();
        }
    }

    /// <summary>Ends delayed retries.</summary>
    public void Dispose() => _queue.Dispose();

    private void Enqueue(IEnumerable<NamespacedName> keys)
    {
        foreach (var key in keys)
        {
            _queue.Add(key);
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var key = await _queue.TakeAsync(cancellationToken);
            try
            {
                Requeue(key, await reconciler.ReconcileAsync(key, cancellationToken));
            }
            catch (ApiException exception) when (exception.IsConflict)
            {
                _queue.AddRateLimited(key);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, name, key, exception);
                _queue.AddRateLimited(key);
            }
            finally
            {
                _queue.Done(key);
            }
        }
    }

    private void Requeue(NamespacedName key, ReconcileResult result)
    {
        if (result.IsUnfinished)
        {
            _queue.AddRateLimited(key);
            return;
        }

        _queue.Forget(key);
        if (result.RequeueAfter is { } delay)
        {
            _queue.AddAfter(key, delay);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Controller}: reconciling {Key} failed, will be retried")]
        public static partial void Failed(ILogger logger, string controller, NamespacedName key, Exception exception);
    }
}
