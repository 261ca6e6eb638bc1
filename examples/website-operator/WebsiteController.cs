using System.Net;
using System.Threading.Channels;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace WebsiteOperator;

/// <summary>Gives every Website a Deployment, and says in its status how much of that is ready.</summary>
public sealed class WebsiteController(IKubernetes client)
{
    private const string Manager = "website-operator";
    private readonly Channel<(string Namespace, string Name)> _due = Channel.CreateUnbounded<(string, string)>();

    /// <summary>Runs until cancelled, or until anything fails: whoever runs it starts it again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await await Task.WhenAny(Websites().RunAsync(cancellationToken), Deployments().RunAsync(cancellationToken), WorkAsync(cancellationToken));
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var (@namespace, name) in _due.Reader.ReadAllAsync(cancellationToken))
        {
            await ReconcileAsync(@namespace, name, cancellationToken);
        }
    }

    private async Task ReconcileAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        Website website;
        try
        {
            website = await client.CustomObjects.GetNamespacedCustomObjectAsync<Website>(Website.Group, Website.Version, @namespace, Website.Plural, name, cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            // Its Deployment belongs to it, and goes with it.
            return;
        }

        var deployment = await client.AppsV1.PatchNamespacedDeploymentAsync(
            new V1Patch(KubernetesJson.Serialize(Desired(website)), V1Patch.PatchType.ApplyPatch), name, @namespace, fieldManager: Manager, force: true, cancellationToken: cancellationToken);
        var ready = deployment.Status?.ReadyReplicas ?? 0;
        if (website.Status?.Ready != ready)
        {
            var status = new { status = new WebsiteStatus { Ready = ready } };
            await client.CustomObjects.PatchNamespacedCustomObjectStatusAsync<Website>(
                new V1Patch(KubernetesJson.Serialize(status), V1Patch.PatchType.MergePatch), Website.Group, Website.Version, @namespace, Website.Plural, name, cancellationToken: cancellationToken);
        }
    }

    private static V1Deployment Desired(Website website)
    {
        var labels = new Dictionary<string, string> { ["website"] = website.Metadata.Name };
        return new V1Deployment
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = new V1ObjectMeta
            {
                Name = website.Metadata.Name,
                OwnerReferences = [new V1OwnerReference { ApiVersion = website.ApiVersion, Kind = website.Kind, Name = website.Metadata.Name, Uid = website.Metadata.Uid, Controller = true }],
            },
            Spec = new V1DeploymentSpec
            {
                Replicas = website.Spec.Replicas,
                Selector = new V1LabelSelector { MatchLabels = labels },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec { Containers = [new V1Container { Name = "website", Image = website.Spec.Image }] },
                },
            },
        };
    }

    private Reflector<Website, WebsiteList> Websites() => new()
    {
        List = client.ListWebsitesAsync,
        Watch = client.WatchWebsitesAsync,
        Changed = (_, website) => _due.Writer.TryWrite((website.Metadata.NamespaceProperty, website.Metadata.Name)),
    };

    private Reflector<V1Deployment, V1DeploymentList> Deployments() => new()
    {
        List = token => client.AppsV1.ListDeploymentForAllNamespacesAsync(cancellationToken: token),
        Watch = (version, failed, token) => client.AppsV1.WatchListDeploymentForAllNamespacesAsync(resourceVersion: version, onError: failed, cancellationToken: token),
        Changed = (_, deployment) =>
        {
            if (deployment.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Kind == "Website" && owner.Controller == true) is { } owner)
            {
                _due.Writer.TryWrite((deployment.Metadata.NamespaceProperty, owner.Name));
            }
        },
    };
}
