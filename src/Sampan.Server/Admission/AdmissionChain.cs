using Sampan.Server.Admission.Limits;
using Sampan.Server.Admission.Nodes;
using Sampan.Server.Admission.Policies;
using Sampan.Server.Admission.Pods;
using Sampan.Server.Admission.PodSecurity;
using Sampan.Server.Admission.Volumes;
using Sampan.Server.Admission.Webhooks;
using Sampan.Server.Authorization;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission;

/// <summary>A cluster's admission plugins in kube-apiserver's order (kubeapiserver/options AllOrderedPlugins).</summary>
internal sealed class AdmissionChain(ServedCluster cluster)
{
    private readonly IAdmissionPlugin[] _plugins =
    [
        new NamespaceLifecycle(cluster),
        new LimitRanger(cluster),
        new NodeRestriction(cluster),
        new PodSecurityAdmission(cluster),
        new PriorityAdmission(cluster),
        new DefaultTolerationSeconds(),
        new DefaultStorageClass(cluster),
        new StorageObjectInUseProtection(),
        new RuntimeClassAdmission(cluster),
        new NodeDeclaredFeatureValidator(cluster),
        new PodResizeValidator(cluster),
        new MutatingAdmissionPolicies(cluster),
        new MutatingWebhooks(cluster),
        new ValidatingAdmissionPolicies(cluster),
        new ValidatingWebhooks(cluster),
        new ResourceQuotaAdmission(cluster),
        new RoleEscalation(cluster),
    ];

    /// <summary>Lets every plugin complete the object, and once more if a webhook or a policy has changed what others have seen.</summary>
    public async ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        await MutateOnceAsync(attributes, cancellationToken);
        if (attributes.Reinvocation.IsWanted)
        {
            attributes.Reinvocation.Start();
            await MutateOnceAsync(attributes, cancellationToken);
        }
    }

    /// <summary>Lets every plugin judge the object; the first that refuses decides.</summary>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        foreach (var plugin in _plugins)
        {
            await plugin.ValidateAsync(attributes, cancellationToken);
        }
    }

    /// <summary>Both in one: for what is not stored as it comes, such as deletions and POSTs to subresources.</summary>
    public async ValueTask AdmitAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        await MutateAsync(attributes, cancellationToken);
        await ValidateAsync(attributes, cancellationToken);
    }

    private async ValueTask MutateOnceAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        foreach (var plugin in _plugins)
        {
            await plugin.MutateAsync(attributes, cancellationToken);
        }
    }
}
