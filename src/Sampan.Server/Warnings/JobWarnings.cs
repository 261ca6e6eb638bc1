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

        if (UsageWarnings.HasChanged(job, before))
        {
            OfSpec(job.At("spec") ?? [], "spec", warnings);
        }
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

        if (UsageWarnings.HasChanged(job, before))
        {
            OfSpec(job.At("spec", "jobTemplate", "spec") ?? [], "spec.jobTemplate.spec", warnings);
        }
    }

    private static void OfSpec(JsonObject spec, string path, List<string> warnings)
    {
        if (spec.TextOf("completionMode") == "Indexed" && FieldErrors.Number(spec, "completions") > MostIndexes && FieldErrors.Number(spec, "parallelism") > MostParallel)
        {
            warnings.Add($"{path}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail");
        }

        PodWarnings.OfTemplate(spec.At("template"), $"{path}.template", warnings);
    }
}
