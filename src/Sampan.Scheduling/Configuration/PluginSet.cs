using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Configuration;

/// <summary>kubescheduler.config.k8s.io/v1 PluginSet: what one extension point, or <c>multiPoint</c>, enables and disables.</summary>
internal sealed record PluginSet(ImmutableArray<EnabledPlugin> Enabled, ImmutableHashSet<string> Disabled)
{
    private const string All = "*";

    public static readonly PluginSet None = new([], []);

    public static PluginSet Of(JsonElement? set)
    {
        var json = set ?? default;
        return new PluginSet(
            [.. json.Items("enabled").Select(plugin => new EnabledPlugin(plugin.StringOrEmpty("name"), plugin.Integer("weight") ?? 0))],
            [.. json.Items("disabled").Select(plugin => plugin.StringOrEmpty("name"))]);
    }

    public bool Disables(string plugin) => Disabled.Contains(All) || Disabled.Contains(plugin);

    /// <summary>This set laid over defaults: a default that is enabled again keeps its place, what is new comes last.</summary>
    public PluginSet Over(ImmutableArray<EnabledPlugin> defaults)
    {
        var own = Enabled.ToDictionary(plugin => plugin.Name, StringComparer.Ordinal);
        var kept = defaults.Where(plugin => !Disables(plugin.Name)).Select(plugin => own.GetValueOrDefault(plugin.Name, plugin)).ToList();
        var names = kept.Select(plugin => plugin.Name).ToHashSet(StringComparer.Ordinal);
        return this with { Enabled = [.. kept, .. Enabled.Where(plugin => !names.Contains(plugin.Name))] };
    }

    /// <summary>
    /// The plugins of an extension point, where this set is the point's own: those that <c>multiPoint</c> enables too
    /// come first in the order given here, then the rest of <c>multiPoint</c>, then what only this set enables.
    /// </summary>
    public ImmutableArray<EnabledPlugin> Expand(PluginSet multiPoint, Predicate<string> takesPart)
    {
        var own = Enabled.Select(plugin => plugin.Name).ToHashSet(StringComparer.Ordinal);
        var shared = multiPoint.Enabled.Where(plugin => takesPart(plugin.Name) && own.Contains(plugin.Name)).Select(plugin => plugin.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Enabled.Where(plugin => shared.Contains(plugin.Name)),
            .. multiPoint.Enabled.Where(plugin => takesPart(plugin.Name) && !own.Contains(plugin.Name) && !Disables(plugin.Name)),
            .. Enabled.Where(plugin => !shared.Contains(plugin.Name)),
        ];
    }
}
