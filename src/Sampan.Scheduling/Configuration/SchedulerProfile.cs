using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Plugins;

namespace Sampan.Scheduling.Configuration;

/// <summary>kubescheduler.config.k8s.io/v1 KubeSchedulerProfile: which plugins take part, in which order, how weighted and configured.</summary>
public sealed class SchedulerProfile
{
    /// <summary>The profile of a scheduler without configuration.</summary>
    public static readonly SchedulerProfile Default = new(default);

    private readonly JsonElement _profile;
    private readonly PluginSet _multiPoint;
    private readonly ImmutableDictionary<string, JsonElement> _arguments;

    private SchedulerProfile(JsonElement profile)
    {
        _profile = profile;
        SchedulerName = profile.String("schedulerName") is { Length: > 0 } name ? name : "default-scheduler";
        _multiPoint = PluginSet.Of(profile.Member("plugins", "multiPoint")).Over(PluginRegistry.Defaults);
        _arguments = profile.Items("pluginConfig").ToImmutableDictionary(
            config => config.StringOrEmpty("name"),
            config => config.Member("args") ?? default,
            StringComparer.Ordinal);
    }

    /// <summary>The name by which pods ask for this profile.</summary>
    public string SchedulerName { get; }

    /// <summary>Reads one entry of <c>profiles</c>; what it leaves out is as in <see cref="Default"/>.</summary>
    public static SchedulerProfile Of(JsonElement profile) => new(profile);

    /// <summary>Reads the profiles of a KubeSchedulerConfiguration; the default one where it has none.</summary>
    public static IReadOnlyList<SchedulerProfile> ListOf(KubernetesObject configuration)
    {
        SchedulerProfile[] profiles = [.. configuration.Root.Items("profiles").Select(Of)];
        return profiles.Length == 0 ? [Default] : profiles;
    }

    /// <summary>The plugins of an extension point (<c>filter</c>, <c>score</c> …) in their order.</summary>
    internal ImmutableArray<EnabledPlugin> PluginsOf(string extensionPoint, Predicate<string> takesPart) =>
        PluginSet.Of(_profile.Member("plugins", extensionPoint)).Expand(_multiPoint, takesPart);

    /// <summary>A plugin's <c>args</c>; undefined where the profile gives none.</summary>
    internal JsonElement ArgumentsOf(string plugin) => _arguments.GetValueOrDefault(plugin);
}
