using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>apps/v1 DaemonSet.</summary>
internal static class DaemonSetDefaults
{
    public static void Apply(JsonObject set)
    {
        var spec = set.Ensure("spec");
        PodSpecDefaults.ApplyToTemplate(spec.Ensure("template"));
        var strategy = spec.Ensure("updateStrategy");
        strategy.DefaultText("type", "RollingUpdate");
        if (strategy.TextOf("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.Default("maxUnavailable", 1);
            rolling.Default("maxSurge", 0);
        }

        spec.Default("revisionHistoryLimit", 10);
    }
}
