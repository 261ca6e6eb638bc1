using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>apps/v1 Deployment.</summary>
internal static class DeploymentDefaults
{
    public static void Apply(JsonObject deployment)
    {
        var spec = deployment.Ensure("spec");
        PodSpecDefaults.ApplyToTemplate(spec.Ensure("template"));
        spec.Default("replicas", 1);
        var strategy = spec.Ensure("strategy");
        strategy.DefaultText("type", "RollingUpdate");
        if (strategy.TextOf("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.Default("maxUnavailable", "25%");
            rolling.Default("maxSurge", "25%");
        }

        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
    }
}
