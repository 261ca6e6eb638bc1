using Sampan.Charts.Manifests;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Releases.Life;

/// <summary>Runs a release's hooks: one after the other, lightest first, each to its end (Helm's rules).</summary>
internal sealed class HookRunner(ClusterResources resources, TimeProvider time, IProgress<ReleaseProgress> progress)
{
    private const string BeforeCreation = "before-hook-creation";
    private readonly ObjectWriter _writer = new(resources.Cluster);

    /// <exception cref="ReleaseException">A hook failed or did not end in time.</exception>
    public async Task RunAsync(IEnumerable<RenderedHook> hooks, string @event, HookContext release, CancellationToken cancellationToken)
    {
        foreach (var hook in hooks.Where(hook => hook.Events.Contains(@event)).OrderBy(hook => hook.Weight).ThenBy(hook => hook.Name, StringComparer.Ordinal))
        {
            var manifests = ManifestReader.Read(hook.Content, hook.Source);
            foreach (var wanted in await ReleaseObjects.ResolveAsync(resources, manifests, release.Name, release.Namespace, cancellationToken))
            {
                await RunAsync(hook, wanted, release, cancellationToken);
                progress.Report(new ReleaseProgress(release.Id, ReleaseAction.HookRan, $"{@event} {wanted}"));
            }
        }
    }

    private async Task RunAsync(RenderedHook hook, ReleaseObject wanted, HookContext release, CancellationToken cancellationToken)
    {
        if (hook.DeletePolicies.Count == 0 || hook.DeletePolicies.Contains(BeforeCreation))
        {
            await _writer.DeleteAsync(wanted, cancellationToken);
            await GoneAsync(wanted, release.Timeout, cancellationToken);
        }

        await _writer.ApplyAsync(wanted, $"{release.Namespace}/{release.Name}", cancellationToken);
        var outcome = await EndedAsync(wanted, release.Timeout, cancellationToken);
        if (hook.DeletePolicies.Contains(outcome is null ? "hook-succeeded" : "hook-failed"))
        {
            await _writer.DeleteAsync(wanted, cancellationToken);
        }

        if (outcome is not null)
        {
            throw new ReleaseException($"hook {hook.Source} ({wanted}) {outcome}");
        }
    }

    /// <summary>Null when the hook's object has ended well, else how it failed. Only Jobs and Pods take time.</summary>
    private async ValueTask<string?> EndedAsync(ReleaseObject wanted, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var live = await _writer.FindAsync(wanted, cancellationToken);
            if (live is null)
            {
                return "was deleted before it ended";
            }

            switch (HookOutcome.Of(live))
            {
                case HookOutcome.State.Succeeded:
                    return null;
                case HookOutcome.State.Failed:
                    return "failed. Look at its pod's log and events";
                default:
                    break;
            }

            if (time.GetElapsedTime(started) > timeout)
            {
                return $"did not end within {timeout.TotalSeconds:0} s";
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken);
        }
    }

    private async ValueTask GoneAsync(ReleaseObject unwanted, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (await _writer.FindAsync(unwanted, cancellationToken) is not null)
        {
            if (time.GetElapsedTime(started) > timeout)
            {
                throw new ReleaseException($"the hook object {unwanted} of an earlier run is still there after {timeout.TotalSeconds:0} s: a finalizer holds it");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
    }
}

/// <summary>The release that hooks run for.</summary>
internal sealed record HookContext(string Id, string Name, string Namespace, TimeSpan Timeout);
