using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>batch/v1 Job. Its selector and labels come from its UID, elsewhere.</summary>
internal static class JobDefaults
{
    public static void Apply(JsonObject job)
    {
        var spec = job.Ensure("spec");
        PodSpecDefaults.ApplyToTemplate(spec.Ensure("template"));
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1;
        }

        spec.Default("parallelism", 1);
        spec.Default("backoffLimit", spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default("manualSelector", false);
        spec.Default("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        ApplyToFailurePolicy(spec);
        if (spec.At("template", "metadata", "labels") is { } labels)
        {
            job.Ensure("metadata").Default("labels", labels.DeepClone());
        }
    }

    /// <summary>The part of a job's spec that gets its defaults in the template of a CronJob, too.</summary>
    public static void ApplyToFailurePolicy(JsonObject? spec)
    {
        foreach (var condition in spec.At("podFailurePolicy").Each("rules").SelectMany(rule => rule.Each("onPodConditions")))
        {
            condition.DefaultText("status", "True");
        }
    }
}
