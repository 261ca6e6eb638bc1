using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>batch/v1 CronJob. The job template gets its defaults when a Job is made of it, its pod template and its pod failure policy now.</summary>
internal static class CronJobDefaults
{
    public static void Apply(JsonObject job)
    {
        var spec = job.Ensure("spec");
        PodSpecDefaults.ApplyToTemplate(spec.At("jobTemplate", "spec", "template"));
        JobDefaults.ApplyToFailurePolicy(spec.At("jobTemplate", "spec"));
        spec.DefaultText("concurrencyPolicy", "Allow");
        spec.Default("suspend", false);
        spec.Default("successfulJobsHistoryLimit", 3);
        spec.Default("failedJobsHistoryLimit", 1);
    }
}
