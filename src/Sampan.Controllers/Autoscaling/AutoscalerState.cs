using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Autoscaling;

/// <summary>The fields of an autoscaling/v2 HorizontalPodAutoscaler that its controller reads.</summary>
internal sealed class AutoscalerState(KubernetesObject @object)
{
    /// <summary>How far back recommendations count before anything is scaled down, unless the autoscaler says.</summary>
    public static readonly TimeSpan DownscaleWindow = TimeSpan.FromMinutes(5);

    private readonly JsonElement _spec = @object.Root.Member("spec") ?? default;

    public KubernetesObject Object => @object;

    public string Namespace => @object.Metadata.Namespace;

    public GroupVersionKind TargetKind => GroupVersionKind.Parse(Target.StringOrEmpty("apiVersion"), Target.StringOrEmpty("kind"));

    public NamespacedName TargetName => new(Namespace, Target.StringOrEmpty("name"));

    public int MinReplicas => (int)(_spec.Integer("minReplicas") ?? 1);

    public int MaxReplicas => (int)(_spec.Integer("maxReplicas") ?? 0);

    public IReadOnlyList<JsonElement> Metrics => [.. _spec.Items("metrics")];

    /// <summary>Whether the autoscaler says how fast it scales.</summary>
    public bool HasBehavior => _spec.Member("behavior") is not null;

    public ScalingRules ScaleUp => ScalingRules.Of(_spec.Member("behavior", "scaleUp"), TimeSpan.Zero);

    public ScalingRules ScaleDown => ScalingRules.Of(_spec.Member("behavior", "scaleDown"), DownscaleWindow);

    public Tolerances Tolerances => new(ScaleUp.Tolerance ?? Tolerances.Default.Up, ScaleDown.Tolerance ?? Tolerances.Default.Down);

    private JsonElement Target => _spec.Member("scaleTargetRef") ?? default;
}
