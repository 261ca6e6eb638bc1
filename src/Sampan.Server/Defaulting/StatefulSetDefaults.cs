using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>apps/v1 StatefulSet.</summary>
internal static class StatefulSetDefaults
{
    public static void Apply(JsonObject set)
    {
        var spec = set.Ensure("spec");
        PodSpecDefaults.ApplyToTemplate(spec.Ensure("template"));
        spec.DefaultText("podManagementPolicy", "OrderedReady");
        var strategy = spec.Ensure("updateStrategy");
        if (strategy.TextOf("type").Length == 0)
        {
            strategy["type"] = "RollingUpdate";
            strategy.Ensure("rollingUpdate");
        }

        // Who names the strategy and says no more gets no parameters.
        if (strategy.TextOf("type") == "RollingUpdate")
        {
            strategy.At("rollingUpdate")?.Default("partition", 0);
        }

        var retention = spec.Ensure("persistentVolumeClaimRetentionPolicy");
        retention.DefaultText("whenDeleted", "Retain");
        retention.DefaultText("whenScaled", "Retain");
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        foreach (var claim in spec.Each("volumeClaimTemplates"))
        {
            claim.DefaultText("apiVersion", "v1");
            claim.DefaultText("kind", "PersistentVolumeClaim");
            PersistentVolumeClaimDefaults.Apply(claim);
        }
    }
}
