using System.Text.Json;

namespace Sampan.Fleet.Autoscaling;

/// <summary>The metrics of all members. Every question throws <see cref="MetricsException"/> where there is no answer.</summary>
public interface IMetricsSource
{
    /// <summary>A resource's usage by pod.</summary>
    /// <param name="resource"><c>cpu</c> or <c>memory</c>.</param>
    /// <param name="container">The container that counts; empty for all.</param>
    IReadOnlyDictionary<string, PodMetric> ResourceUsage(string resource, string container);

    /// <summary>A custom metric by pod.</summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="selector">The meta/v1 LabelSelector that narrows it, or null.</param>
    IReadOnlyDictionary<string, PodMetric> PodsMetric(string metric, JsonElement? selector);

    /// <summary>A metric of one object, in thousandths.</summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="describedObject">The object (autoscaling/v2 CrossVersionObjectReference).</param>
    /// <param name="selector">The meta/v1 LabelSelector that narrows it, or null.</param>
    long ObjectMetric(string metric, JsonElement describedObject, JsonElement? selector);
}
