using System.Collections.Concurrent;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>
/// Watches the templates: objects of the kinds that policies select. A kind is watched from the first policy on that
/// names it, so that the hub reads nothing that nobody propagates.
/// </summary>
internal sealed class TemplateDetector(HubContext hub) : IController
{
    private readonly ConcurrentDictionary<ResourceType, TemplateLoop> _loops = [];
    private readonly TaskCompletionSource<CancellationToken> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "templates";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _started.TrySetResult(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, hub.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_loops.Values.Select(loop => loop.Running));
    }

    /// <summary>Looks anew at every template that the policy claims or could claim, once they are known.</summary>
    public async Task PolicyChangedAsync(Policy policy, CancellationToken cancellationToken)
    {
        foreach (var kind in policy.Selectors.Select(selector => GroupVersionKind.Parse(selector.ApiVersion, selector.Kind)).Distinct())
        {
            if (await hub.Types.FindAsync(kind, cancellationToken) is { } type)
            {
                var loop = await WatchAsync(type);
                await loop.Informer.Synced.WaitAsync(cancellationToken);
                loop.Enqueue(template => IsAffected(template, policy));
            }
        }
    }

    /// <summary>The templates that the policy claims, of the kinds that are watched.</summary>
    public IEnumerable<(ResourceType Type, KubernetesObject Template)> ClaimedBy(Policy policy) =>
        _loops.SelectMany(loop => loop.Value.Informer.All
            .Where(template => Claim.Of(template.Metadata)?.IsBy(policy) == true)
            .Select(template => (loop.Key, template)));

    /// <summary>The watched templates that the policy's selectors fit.</summary>
    public IEnumerable<(ResourceType Type, KubernetesObject Template)> SelectedBy(Policy policy) =>
        _loops.SelectMany(loop => loop.Value.Informer.All
            .Where(template => ResourceSelector.Best(policy.Selectors, template) > SelectorMatch.None)
            .Select(template => (loop.Key, template)));

    private static bool IsAffected(KubernetesObject template, Policy policy) =>
        Claim.Of(template.Metadata) is { } claim ? claim.IsBy(policy) : ResourceSelector.Best(policy.Selectors, template) > SelectorMatch.None;

    private async Task<TemplateLoop> WatchAsync(ResourceType type)
    {
        var cancellationToken = await _started.Task;
        return _loops.GetOrAdd(type, static (type, state) => new TemplateLoop(state.Hub, type, state.Token), (Hub: hub, Token: cancellationToken));
    }
}
