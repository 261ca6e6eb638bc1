using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Tests.Runtime;

public sealed class ControllerTests
{
    private readonly FakeCluster _cluster = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ReconcilerFails_RetriesUntilItSucceeds()
    {
        await _cluster.CreateAsync(WellKnownTypes.ConfigMaps, Drafts.ConfigMap("a"), WriteOptions.By("test"), Cancellation);
        var reconciler = new ScriptedReconciler(
            () => throw new InvalidOperationException("first"),
            () => throw ApiException.Conflict(WellKnownTypes.ConfigMaps, "a"),
            () => ReconcileResult.Done);
        await using var host = Host(reconciler);
        host.Start();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(new NamespacedName("default", "a"), await reconciler.NextAsync());
        }
    }

    [Fact]
    public async Task Run_RequeueAfter_ReconcilesAgainWithoutAChange()
    {
        await _cluster.CreateAsync(WellKnownTypes.ConfigMaps, Drafts.ConfigMap("a"), WriteOptions.By("test"), Cancellation);
        var reconciler = new ScriptedReconciler(() => ReconcileResult.After(TimeSpan.FromMilliseconds(1)), () => ReconcileResult.Done);
        await using var host = Host(reconciler);
        host.Start();
        await reconciler.NextAsync();
        await reconciler.NextAsync();
    }

    [Fact]
    public async Task Run_ManyChangesAndWorkers_NeverReconcilesAKeyTwiceAtOnce()
    {
        var reconciler = new OverlapReconciler();
        await using var host = Host(reconciler, workers: 4);
        host.Start();
        for (var round = 0; round < 50; round++)
        {
            foreach (var name in new[] { "a", "b", "c" })
            {
                await (round == 0
                    ? _cluster.CreateAsync(WellKnownTypes.ConfigMaps, Drafts.ConfigMap(name), WriteOptions.By("test"), Cancellation)
                    : _cluster.UpdateAsync(WellKnownTypes.ConfigMaps, Drafts.ConfigMap(name, $"{round}"), WriteOptions.By("test"), Cancellation));
            }
        }

        await reconciler.SeenAll.Task.WaitAsync(Observed.Patience, Cancellation);
        Assert.False(reconciler.Overlapped);
    }

    [Fact]
    public async Task Host_AControllerWithADefect_DoesNotStopTheOthers()
    {
        await _cluster.CreateAsync(WellKnownTypes.ConfigMaps, Drafts.ConfigMap("a"), WriteOptions.By("test"), Cancellation);
        var reconciler = new ScriptedReconciler(() => ReconcileResult.Done);
        var informers = new SharedInformers(_cluster, TimeProvider.System, NullLogger.Instance);
        using var healthy = new Controller("healthy", reconciler, TimeProvider.System, NullLogger.Instance).Watches(informers.For(WellKnownTypes.ConfigMaps), KeysOf.Itself);
        await using var host = new ControllerHost(informers, [new Defective(), healthy], NullLogger.Instance);
        host.Start();
        await reconciler.NextAsync();
    }

    private ControllerHost Host(IReconciler reconciler, int workers = 1)
    {
        var informers = new SharedInformers(_cluster, TimeProvider.System, NullLogger.Instance);
        var controller = new Controller("test", reconciler, TimeProvider.System, NullLogger.Instance, workers)
            .Watches(informers.For(WellKnownTypes.ConfigMaps), KeysOf.Itself);
        return new ControllerHost(informers, [controller], NullLogger.Instance);
    }

    private sealed class ScriptedReconciler(params Func<ReconcileResult>[] steps) : IReconciler
    {
        private readonly Queue<Func<ReconcileResult>> _steps = new(steps);
        private readonly Channel<NamespacedName> _calls = Channel.CreateUnbounded<NamespacedName>();

        public async Task<NamespacedName> NextAsync() =>
            await _calls.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Observed.Patience, Cancellation);

        public ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
        {
            _calls.Writer.TryWrite(key);
            return new(_steps.TryDequeue(out var step) ? step() : ReconcileResult.Done);
        }
    }

    private sealed class OverlapReconciler : IReconciler
    {
        private readonly ConcurrentDictionary<NamespacedName, bool> _inWork = [];
        private readonly ConcurrentDictionary<NamespacedName, bool> _seen = [];

        public bool Overlapped { get; private set; }

        public TaskCompletionSource SeenAll { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
        {
            Overlapped |= !_inWork.TryAdd(key, true);
            await Task.Yield();
            _inWork.TryRemove(key, out _);
            _seen[key] = true;
            if (_seen.Count == 3)
            {
                SeenAll.TrySetResult();
            }

            return ReconcileResult.Done;
        }
    }

    private sealed class Defective : IController
    {
        public string Name => "defective";

        public Task RunAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("defect");
    }
}
