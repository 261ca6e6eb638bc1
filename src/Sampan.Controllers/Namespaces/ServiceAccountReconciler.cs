using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Namespaces;

/// <summary>Gives every namespace its service account <c>default</c>, which pods without another one use.</summary>
internal sealed class ServiceAccountReconciler : IReconciler
{
    private const string Account = "default";

    private readonly ControllerContext _context;
    private readonly Informer _namespaces;
    private readonly Informer _accounts;

    private ServiceAccountReconciler(ControllerContext context, Informer namespaces, Informer accounts)
    {
        _context = context;
        _namespaces = namespaces;
        _accounts = accounts;
    }

    /// <summary>The controller of a cluster's default service accounts.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var namespaces = context.Informers.For(WellKnownTypes.Namespaces);
        var accounts = context.Informers.For(WellKnownTypes.ServiceAccounts);
        return context.Controller("serviceaccount-controller", new ServiceAccountReconciler(context, namespaces, accounts))
            .Watches(namespaces, KeysOf.Itself)
            .Watches(accounts, static change => change is { After: null, Before.Metadata: { Name: Account } metadata }
                ? [NamespacedName.ClusterScoped(metadata.Namespace)]
                : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var account = new NamespacedName(key.Name, Account);
        if (_namespaces.Get(key) is not { Metadata.DeletionTimestamp: null } || _accounts.Get(account) is not null)
        {
            return ReconcileResult.Done;
        }

        try
        {
            await _context.Cluster.CreateAsync(
                WellKnownTypes.ServiceAccounts,
                KubernetesObject.From(new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "ServiceAccount",
                    ["metadata"] = new JsonObject { ["name"] = Account, ["namespace"] = key.Name },
                }),
                ControllerContext.Write,
                cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists || exception.IsNotFound || exception.Status.Code == 403)
        {
            // It is there already, or its namespace is going.
        }

        return ReconcileResult.Done;
    }
}
