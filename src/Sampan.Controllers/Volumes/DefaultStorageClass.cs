using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Volumes;

/// <summary>Gives a cluster that has no storage class the class <c>standard</c>, which is the default one, so that charts with claims run.</summary>
internal sealed class DefaultStorageClass(ControllerContext context) : IController
{
    public string Name => "default-storage-class";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var classes = context.Informers.For(ClaimReconciler.StorageClasses);
        try
        {
            await classes.Synced.WaitAsync(cancellationToken);
            if (classes.All.Count == 0)
            {
                await context.Cluster.CreateAsync(ClaimReconciler.StorageClasses, Standard(), ControllerContext.Write, cancellationToken);
            }
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // Somebody else was faster.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The cluster stops.
        }
    }

    private static KubernetesObject Standard() => KubernetesObject.From(new JsonObject
    {
        ["apiVersion"] = "storage.k8s.io/v1",
        ["kind"] = "StorageClass",
        ["metadata"] = new JsonObject
        {
            ["name"] = "standard",
            ["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = "true" },
        },
        ["provisioner"] = "sampan.dev/simulated",
        ["reclaimPolicy"] = "Delete",
        ["volumeBindingMode"] = "WaitForFirstConsumer",
    });
}
