using System.Text.Json;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Schedules;

namespace Sampan.Controllers.Autoscaling;

/// <summary>What a pod uses of a resource, in thousandths, measured over a window that ended at a time.</summary>
internal readonly record struct PodUsage(long Milli, DateTimeOffset Time, TimeSpan Window);

/// <summary>Reads what pods use from the cluster's metrics (metrics.k8s.io).</summary>
internal sealed class ResourceUsage(ICluster cluster)
{
    private static readonly ResourceType PodMetrics = new("metrics.k8s.io", "v1beta1", "pods", "PodMetrics", Namespaced: true);

    /// <summary>The usage of the selected pods by name, of one container where one is given; pods without are left out.</summary>
    /// <exception cref="MetricFailure">There are no metrics.</exception>
    public async ValueTask<Dictionary<string, PodUsage>> ReadAsync(
        string resource, string container, string @namespace, string selector, CancellationToken cancellationToken)
    {
        var metrics = await ListAsync(@namespace, selector, cancellationToken);
        if (metrics.Count == 0)
        {
            throw new MetricFailure("no metrics returned from resource metrics API");
        }

        Dictionary<string, PodUsage> usages = new(StringComparer.Ordinal);
        foreach (var pod in metrics)
        {
            if (Used(pod.Root, resource, container) is { } milli)
            {
                usages[pod.Metadata.Name] = new PodUsage(milli, KubernetesTime.Parse(pod.Root.String("timestamp")) ?? default, Window(pod.Root));
            }
        }

        return usages;
    }

    private async ValueTask<IReadOnlyList<KubernetesObject>> ListAsync(string @namespace, string selector, CancellationToken cancellationToken)
    {
        try
        {
            return (await cluster.ListAsync(PodMetrics, @namespace, new ListOptions { LabelSelector = selector }, cancellationToken)).Items;
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException)
        {
            // client-go says of what it was asked, where a server does not.
            var where = exception is ApiException { IsNotFound: true } ? $" (get {PodMetrics.GroupResource})" : "";
            throw new MetricFailure($"unable to fetch metrics from resource metrics API: {exception.Message}{where}");
        }
    }

    private static long? Used(JsonElement metrics, string resource, string container)
    {
        long? sum = null;
        foreach (var measured in metrics.Items("containers"))
        {
            if (container.Length > 0 && measured.StringOrEmpty("name") != container)
            {
                continue;
            }

            if (measured.Member("usage", resource) is not { } usage)
            {
                return null;
            }

            sum = (sum ?? 0) + Quantity.Parse(usage).MilliValue;
        }

        return sum;
    }

    private static TimeSpan Window(JsonElement metrics)
    {
        try
        {
            return DurationText.Read(metrics.StringOrEmpty("window"));
        }
        catch (FormatException)
        {
            return TimeSpan.Zero;
        }
    }
}
