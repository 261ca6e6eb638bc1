using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Jobs and CronJobs.</summary>
internal static class JobWarnings
{
    private const long MostIndexes = 100_000;
    private const long MostParallel = 10_000;

    public static void OfJob(JsonObject job, JsonObject? before, List<string> warnings)
    {
        if (before is null)
        {
            PodNames.Warn(job, warnings);
        }

        OfSpec(job.At("spec") ?? [], before.At("spec"), "spec", warnings);
    }

    public static void OfCronJob(JsonObject job, JsonObject? before, List<string> warnings)
    {
        if (before is null)
        {
            PodNames.Warn(job, warnings);
        }

        if (job.At("spec").TextOf("schedule").Contains("TZ", StringComparison.Ordinal))
        {
            warnings.Add("CRON_TZ or TZ used in spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details");
        }

        OfSpec(job.At("spec", "jobTemplate", "spec") ?? [], before.At("spec", "jobTemplate", "spec"), "spec.jobTemplate.spec", warnings);
    }

    private static void OfSpec(JsonObject spec, JsonObject? before, string path, List<string> warnings)
    {
        if (FieldErrors.Number(spec, "completions") > MostIndexes && FieldErrors.Number(spec, "parallelism") > MostParallel)
        {
            warnings.Add("In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail");
        }

        PodWarnings.OfTemplate(spec.At("template"), before.At("template"), $"{path}.template", warnings);
    }
}
