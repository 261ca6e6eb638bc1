using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Naming;
using Sampan.Fleet.Overrides;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Bindings;
using Sampan.Placement.Members;

namespace Sampan.Fleet.Works;

/// <summary>
/// Makes the Works of a binding: for every member that it targets, the template with the member's replicas and
/// overrides, cleaned of what belongs to the hub, and marked with where it comes from.
/// </summary>
public static class WorkBuilder
{
    /// <summary>Builds the works, one for each member of the binding and of the bindings that depend on it.</summary>
    /// <param name="template">The template.</param>
    /// <param name="binding">Its ResourceBinding or ClusterResourceBinding.</param>
    /// <param name="clusters">The fleet's clusters.</param>
    /// <param name="policies">The override policies.</param>
    /// <param name="interpreter">Who knows where a kind keeps its replicas.</param>
    public static IReadOnlyList<WorkBuild> Build(
        KubernetesObject template,
        KubernetesObject binding,
        IReadOnlyCollection<MemberCluster> clusters,
        IReadOnlyCollection<OverridePolicy> policies,
        IResourceInterpreter interpreter)
    {
        var spec = binding.Root.Member("spec") ?? default;
        var targets = Targets(spec);
        var completions = JobCompletions.Divide(template, spec, targets);
        List<WorkBuild> builds = new(targets.Count);
        foreach (var target in targets)
        {
            try
            {
                var cluster = clusters.FirstOrDefault(cluster => cluster.Name == target.Name)
                    ?? throw new OverrideException($"cluster {target.Name} is not part of the fleet");
                var manifest = Revise(template, spec, target, completions, interpreter);
                builds.Add(new WorkBuild(target.Name, Work(Overriding.Apply(manifest, cluster, policies), binding, spec, target.Name), null));
            }
            catch (Exception exception) when (exception is OverrideException or InterpretationException)
            {
                builds.Add(new WorkBuild(target.Name, null, exception.Message));
            }
        }

        return builds;
    }

    // The scheduler's word on replicas counts, not the template's, so that nobody gets around quotas.
    private static JsonObject Revise(
        KubernetesObject template,
        JsonElement spec,
        TargetCluster target,
        IReadOnlyDictionary<string, int>? completions,
        IResourceInterpreter interpreter)
    {
        var manifest = template.ToDraft();
        if (IsWorkload(spec) && interpreter.Supports(template.GroupVersionKind, InterpreterOperation.ReviseReplica))
        {
            manifest = interpreter.ReviseReplica(manifest, target.Replicas);
        }

        if (completions is not null)
        {
            JobCompletions.Apply(manifest, completions[target.Name]);
        }

        return manifest;
    }

    private static List<TargetCluster> Targets(JsonElement spec)
    {
        var targets = spec.Items("clusters").Select(TargetCluster.Of).ToList();
        var names = targets.Select(target => target.Name).ToHashSet(StringComparer.Ordinal);
        targets.AddRange(spec.Items("requiredBy")
            .SelectMany(dependent => dependent.Items("clusters"))
            .Select(TargetCluster.Of)
            .Where(target => names.Add(target.Name)));
        return targets;
    }

    private static bool IsWorkload(JsonElement spec) =>
        spec.Integer("replicas") > 0 || spec.Member("replicaRequirements") is not null || spec.Items("components").Any();

    private static JsonObject Work(OverrideResult overridden, KubernetesObject binding, JsonElement spec, string cluster)
    {
        var manifest = overridden.Object;
        var described = KubernetesObject.From(manifest);
        var (name, @namespace) = (FleetNames.Work(described.Kind, described.Metadata.Name, described.Metadata.Namespace), ExecutionNamespace.Of(cluster));
        var origin = BindingOrigin.Of(binding);
        var conflicts = Conflicts(described, spec);

        var labels = ManifestProvenance.Labels(manifest);
        labels[origin.IdLabel] = origin.Id;
        labels[FleetLabels.Managed] = "true";
        var annotations = ManifestProvenance.Annotations(manifest);
        foreach (var (key, value) in origin.Annotations)
        {
            annotations[key] = value;
        }

        if (described.Metadata.Generation > 0)
        {
            annotations[FleetAnnotations.TemplateGeneration] = described.Metadata.Generation.ToString(CultureInfo.InvariantCulture);
        }

        annotations[FleetAnnotations.TemplateUid] = described.Metadata.Uid;
        annotations[FleetAnnotations.WorkName] = name;
        annotations[FleetAnnotations.WorkNamespace] = @namespace;
        annotations[FleetAnnotations.ConflictResolution] = conflicts;
        ManifestPruning.Prune(manifest);
        ManifestProvenance.Record(manifest);

        return new JsonObject
        {
            ["apiVersion"] = FleetTypes.Works.ApiVersion,
            ["kind"] = FleetTypes.Works.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = @namespace,
                ["labels"] = new JsonObject { [origin.IdLabel] = origin.Id },
                ["annotations"] = WorkAnnotations(origin, conflicts, overridden),
                ["finalizers"] = new JsonArray(FleetFinalizers.Execution),
            },
            ["spec"] = new JsonObject
            {
                ["workload"] = new JsonObject { ["manifests"] = new JsonArray(manifest) },
                ["suspendDispatching"] = IsSuspended(spec, cluster),
                ["preserveResourcesOnDeletion"] = spec.Boolean("preserveResourcesOnDeletion") ?? false,
            },
        };
    }

    private static JsonObject WorkAnnotations(BindingOrigin origin, string conflicts, OverrideResult overridden)
    {
        JsonObject annotations = [];
        foreach (var (key, value) in origin.Annotations)
        {
            annotations[key] = value;
        }

        annotations[FleetAnnotations.ConflictResolution] = conflicts;
        if (overridden.AppliedClusterOverrides is { } clusterOverrides)
        {
            annotations[FleetAnnotations.AppliedClusterOverrides] = clusterOverrides;
        }

        if (overridden.AppliedOverrides is { } overrides)
        {
            annotations[FleetAnnotations.AppliedOverrides] = overrides;
        }

        return annotations;
    }

    // The template's own annotation, where valid, comes before what the policy says.
    private static string Conflicts(KubernetesObject manifest, JsonElement spec) =>
        manifest.Metadata.Annotations.GetValueOrDefault(FleetAnnotations.ConflictResolution) is { } own and ("overwrite" or "abort") ? own
        : spec.String("conflictResolution") == "Overwrite" ? "overwrite"
        : "abort";

    private static bool IsSuspended(JsonElement spec, string cluster)
    {
        var suspension = spec.Member("suspension") ?? default;
        return suspension.Boolean("dispatching") == true
            || (suspension.Member("dispatchingOnClusters") ?? default).Items("clusterNames").Any(name => name.ValueEquals(cluster));
    }
}
