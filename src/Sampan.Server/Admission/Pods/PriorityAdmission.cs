using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Pods;

/// <summary>Turns a pod's priority class into its priority (admission plugin Priority, of pods).</summary>
internal sealed class PriorityAdmission(ServedCluster cluster) : IAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "Priority";

    /// <inheritdoc/>
    public ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes.IsCreateOf(WellKnownTypes.Pods))
        {
            Resolve(attributes.Object!);
        }
        else if (attributes.IsUpdateOf(WellKnownTypes.Pods))
        {
            Keep(attributes.Object!.Child("spec"), attributes.OldObject.Object("spec"));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What this plugin gave the pod when it was made, whoever replaces it by its manifest does not repeat.</summary>
    private static void Keep(JsonObject spec, JsonObject? before)
    {
        foreach (var field in (ReadOnlySpan<string>)["priority", "preemptionPolicy"])
        {
            if (spec[field] is null && before?[field] is { } given)
            {
                spec[field] = given.DeepClone();
            }
        }
    }

    private void Resolve(JsonObject pod)
    {
        var spec = pod.Child("spec");
        var type = cluster.Resource(WellKnownTypes.PriorityClasses);
        var name = spec.Text("priorityClassName");
        var found = name.Length > 0 ? cluster.Store.Current.Get(type.Key(NamespacedName.ClusterScoped(name)))?.Object : Default(type);
        if (name.Length > 0 && found is null)
        {
            throw ApiErrors.Forbidden(WellKnownTypes.Pods, pod.Metadata().Text("name"), $"no PriorityClass with name {name} was found");
        }

        var value = found?.Root.Integer("value") ?? 0;
        var policy = found?.Root.String("preemptionPolicy") ?? "PreemptLowerPriority";
        if (spec.Integer("priority") is { } given && given != value)
        {
            throw ApiErrors.Forbidden(WellKnownTypes.Pods, pod.Metadata().Text("name"), string.Create(CultureInfo.InvariantCulture, $"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {value} from the given PriorityClass name"));
        }

        if (spec["preemptionPolicy"] is not null && spec.Text("preemptionPolicy") is var own && own != policy)
        {
            throw ApiErrors.Forbidden(WellKnownTypes.Pods, pod.Metadata().Text("name"), $"the string value of PreemptionPolicy ({own}) must not be provided in pod spec; priority admission controller computed {policy} from the given PriorityClass name");
        }

        if (found is not null)
        {
            spec["priorityClassName"] = found.Metadata.Name;
        }

        spec["priority"] = value;
        spec["preemptionPolicy"] = policy;
    }

    private KubernetesObject? Default(ServedResource type) => cluster.Store.Current.List(type.Collection)
        .Select(found => found.Object)
        .Where(found => found.Root.Boolean("globalDefault") == true)
        .MinBy(found => found.Root.Integer("value") ?? 0);
}
