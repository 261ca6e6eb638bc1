using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Fakes;

/// <summary>Waiting for what an informer sees, driven by its changes.</summary>
internal static class Observed
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Completes when the cached objects satisfy the condition; fails after <see cref="Patience"/> with what was there.</summary>
    public static async Task<IReadOnlyList<KubernetesObject>> UntilAsync(this Informer informer, Func<IReadOnlyList<KubernetesObject>, bool> condition)
    {
        var reached = new TaskCompletionSource<IReadOnlyList<KubernetesObject>>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = informer.Subscribe(_ => Check());
        Check();
        try
        {
            return await reached.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The condition was not reached. {informer.Type}:\n{string.Join("\n", informer.All.Select(@object => $"{@object} {@object.Root.Member("spec")} {@object.Root.Member("status")}"))}");
            throw;
        }

        void Check()
        {
            var all = informer.All;
            if (condition(all))
            {
                reached.TrySetResult(all);
            }
        }
    }
}
