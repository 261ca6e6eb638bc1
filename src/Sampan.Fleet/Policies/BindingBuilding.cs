using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Naming;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Policies;

/// <summary>Makes the binding of a template to a policy: a ResourceBinding, or for a cluster-scoped template under a ClusterPropagationPolicy a ClusterResourceBinding.</summary>
public sealed class BindingBuilding(IResourceInterpreter interpreter, Func<string, int?> priorityOfClass)
{
    private static readonly string[] CopiedFromPolicy =
        ["propagateDeps", "schedulerName", "placement", "failover", "conflictResolution", "preserveResourcesOnDeletion", "suspension"];

    /// <summary>The desired binding, as the policy and the template alone determine it.</summary>
    /// <exception cref="PolicyException">The policy cannot be carried out.</exception>
    /// <exception cref="InterpretationException">The template cannot be understood.</exception>
    public JsonObject Build(KubernetesObject template, Policy policy)
    {
        var isClusterScoped = policy.IsClusterScoped && template.Metadata.Namespace.Length == 0;
        var type = isClusterScoped ? FleetTypes.ClusterResourceBindings : FleetTypes.ResourceBindings;
        var binding = new JsonObject
        {
            ["apiVersion"] = type.ApiVersion,
            ["kind"] = type.Kind,
            ["metadata"] = Metadata(template, isClusterScoped ? FleetFinalizers.ClusterBinding : FleetFinalizers.Binding),
            ["spec"] = Spec(template, policy, isClusterScoped),
        };
        Claim.By(policy).Put(binding);
        return binding;
    }

    private static JsonObject Metadata(KubernetesObject template, string finalizer)
    {
        var metadata = new JsonObject { ["name"] = FleetNames.Binding(template.Kind, template.Metadata.Name) };
        if (template.Metadata.Namespace.Length > 0)
        {
            metadata["namespace"] = template.Metadata.Namespace;
        }

        metadata["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = template.ApiVersion,
            ["kind"] = template.Kind,
            ["name"] = template.Metadata.Name,
            ["uid"] = template.Metadata.Uid,
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        });
        metadata["finalizers"] = new JsonArray(finalizer);
        return metadata;
    }

    private JsonObject Spec(KubernetesObject template, Policy policy, bool isClusterScoped)
    {
        var spec = new JsonObject { ["resource"] = Resource(template) };
        foreach (var name in CopiedFromPolicy)
        {
            spec.CopyFrom(policy.Spec, name);
        }

        spec.Child("placement");
        if (interpreter.Supports(template.GroupVersionKind, InterpreterOperation.GetReplicas))
        {
            var reading = interpreter.GetReplicas(template);
            if (reading.Requirements is not null)
            {
                spec["replicaRequirements"] = reading.Requirements;
            }

            if (reading.Replicas != 0)
            {
                spec["replicas"] = reading.Replicas;
            }
        }

        // Upstream knows no priority for cluster-scoped templates.
        if (!isClusterScoped && SchedulePriorities.Of(policy.Spec.Member("schedulePriority"), priorityOfClass) is { } priority)
        {
            spec["schedulePriority"] = new JsonObject { ["priority"] = priority };
        }

        return spec;
    }

    private static JsonObject Resource(KubernetesObject template)
    {
        var metadata = template.Metadata;
        var resource = new JsonObject { ["apiVersion"] = template.ApiVersion, ["kind"] = template.Kind };
        AddUnlessEmpty("namespace", metadata.Namespace);
        AddUnlessEmpty("name", metadata.Name);
        AddUnlessEmpty("uid", metadata.Uid);
        AddUnlessEmpty("resourceVersion", metadata.ResourceVersion);
        return resource;

        void AddUnlessEmpty(string name, string value)
        {
            if (value.Length > 0)
            {
                resource[name] = value;
            }
        }
    }
}
