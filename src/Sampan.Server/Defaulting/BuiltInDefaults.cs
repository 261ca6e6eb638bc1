using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Defaulting;

/// <summary>The defaults of the built-in kinds, as the <c>SetDefaults_*</c> functions of kubernetes/pkg/apis set them.</summary>
public static class BuiltInDefaults
{
    private static readonly FrozenDictionary<string, Action<JsonObject>> Rules = new Dictionary<string, Action<JsonObject>>(StringComparer.Ordinal)
    {
        ["/Pod"] = PodDefaults.Apply,
        ["/PodTemplate"] = template => PodSpecDefaults.ApplyToTemplate(template["template"] as JsonObject),
        ["/ReplicationController"] = ReplicationControllerDefaults.Apply,
        ["/Service"] = ServiceDefaults.Apply,
        ["/Endpoints"] = EndpointsDefaults.Apply,
        ["/Secret"] = secret => secret.DefaultText("type", "Opaque"),
        ["/Namespace"] = NamespaceDefaults.Apply,
        ["/Node"] = NodeDefaults.Apply,
        ["/LimitRange"] = LimitRangeDefaults.Apply,
        ["/PersistentVolume"] = PersistentVolumeDefaults.Apply,
        ["/PersistentVolumeClaim"] = PersistentVolumeClaimDefaults.Apply,
        ["apps/Deployment"] = DeploymentDefaults.Apply,
        ["apps/ReplicaSet"] = ReplicaSetDefaults.Apply,
        ["apps/StatefulSet"] = StatefulSetDefaults.Apply,
        ["apps/DaemonSet"] = DaemonSetDefaults.Apply,
        ["batch/Job"] = JobDefaults.Apply,
        ["batch/CronJob"] = CronJobDefaults.Apply,
        ["autoscaling/HorizontalPodAutoscaler"] = AutoscalerDefaults.Apply,
        ["discovery.k8s.io/EndpointSlice"] = EndpointSliceDefaults.Apply,
        ["networking.k8s.io/IngressClass"] = IngressClassDefaults.Apply,
        ["networking.k8s.io/NetworkPolicy"] = NetworkPolicyDefaults.Apply,
        ["rbac.authorization.k8s.io/RoleBinding"] = RoleBindingDefaults.Apply,
        ["rbac.authorization.k8s.io/ClusterRoleBinding"] = RoleBindingDefaults.Apply,
        ["scheduling.k8s.io/PriorityClass"] = priority => priority.Default("preemptionPolicy", "PreemptLowerPriority"),
        ["storage.k8s.io/StorageClass"] = StorageClassDefaults.Apply,
        ["storage.k8s.io/CSIDriver"] = CsiDriverDefaults.Apply,
        ["admissionregistration.k8s.io/MutatingWebhookConfiguration"] = configuration => WebhookDefaults.Apply(configuration, mutating: true),
        ["admissionregistration.k8s.io/ValidatingWebhookConfiguration"] = configuration => WebhookDefaults.Apply(configuration, mutating: false),
        ["admissionregistration.k8s.io/ValidatingAdmissionPolicy"] = AdmissionPolicyDefaults.ApplyToPolicy,
        ["admissionregistration.k8s.io/MutatingAdmissionPolicy"] = AdmissionPolicyDefaults.ApplyToPolicy,
        ["admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding"] = AdmissionPolicyDefaults.ApplyToBinding,
        ["admissionregistration.k8s.io/MutatingAdmissionPolicyBinding"] = AdmissionPolicyDefaults.ApplyToBinding,
        ["apiextensions.k8s.io/CustomResourceDefinition"] = CustomResourceDefinitionDefaults.Apply,
        ["apiregistration.k8s.io/APIService"] = service => service.At("spec", "service")?.Default("port", 443),
        ["flowcontrol.apiserver.k8s.io/FlowSchema"] = flow => flow.Ensure("spec").DefaultNumber("matchingPrecedence", 1000),
        ["flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration"] = PriorityLevelDefaults.Apply,
        ["resource.k8s.io/ResourceClaim"] = claim => ResourceClaimDefaults.Apply(claim["spec"] as JsonObject),
        ["resource.k8s.io/ResourceClaimTemplate"] = template => ResourceClaimDefaults.Apply(template.At("spec", "spec")),
        ["authentication.k8s.io/TokenRequest"] = request => request.Ensure("spec").Default("expirationSeconds", 3600),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Sets the defaults of a decoded object of a built-in kind in place; other kinds are left as they are.</summary>
    public static void Apply(JsonObject draft, GroupVersionKind kind)
    {
        SchemaDefaults.Apply(draft, kind);
        if (Rules.TryGetValue($"{kind.Group}/{kind.Kind}", out var rule))
        {
            rule(draft);
        }
    }
}
