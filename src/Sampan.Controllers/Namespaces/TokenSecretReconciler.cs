using System.Text;
using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Namespaces;

/// <summary>
/// Fills Secrets of type <c>kubernetes.io/service-account-token</c> with a token of the account that they name, and deletes
/// those whose account is gone (kube-controller-manager's tokens controller).
/// </summary>
internal sealed class TokenSecretReconciler : IReconciler
{
    private const string Type = "kubernetes.io/service-account-token";
    private const string AccountName = "kubernetes.io/service-account.name";
    private const string AccountUid = "kubernetes.io/service-account.uid";
    private const string ClaimPrefix = "kubernetes.io/serviceaccount/";

    private readonly ControllerContext _context;
    private readonly Informer _secrets;
    private readonly Func<JsonObject, string> _sign;
    private readonly string? _certificate;

    private TokenSecretReconciler(ControllerContext context, Informer secrets, Func<JsonObject, string> sign, string? certificate)
    {
        _context = context;
        _secrets = secrets;
        _sign = sign;
        _certificate = certificate;
    }

    /// <summary>The controller of a cluster's token Secrets.</summary>
    /// <param name="context">What controllers share.</param>
    /// <param name="sign">Signs a token's claims.</param>
    /// <param name="certificate">The certificate of the authority that vouches for the API server, PEM; null: Secrets get none.</param>
    public static Controller Controller(ControllerContext context, Func<JsonObject, string> sign, string? certificate)
    {
        var secrets = context.Informers.For(WellKnownTypes.Secrets, new InformerSelection { FieldSelector = $"type={Type}" });
        var accounts = context.Informers.For(WellKnownTypes.ServiceAccounts);
        var byAccount = secrets.Index(Account);
        return context.Controller("serviceaccount-token-controller", new TokenSecretReconciler(context, secrets, sign, certificate))
            .Watches(secrets, KeysOf.Itself)
            .Watches(accounts, change => byAccount[change.Object.NamespacedName.ToString()].Select(static secret => secret.NamespacedName));
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_secrets.Get(key) is not { Metadata.DeletionTimestamp: null } secret)
        {
            return ReconcileResult.Done;
        }

        try
        {
            // Asked of the server: a Secret made right after its account must not go because the account is not in the cache yet.
            var account = await AccountOf(secret, cancellationToken);
            if (account is null)
            {
                await _context.Cluster.DeleteAsync(WellKnownTypes.Secrets, key, new DeleteOptions { Uid = secret.Metadata.Uid }, cancellationToken);
            }
            else if (!IsFilled(secret, account))
            {
                await _context.Cluster.UpdateAsync(WellKnownTypes.Secrets, KubernetesObject.From(Filled(secret, account)), ControllerContext.Write, cancellationToken);
            }
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // The Secret has gone in between.
        }

        return ReconcileResult.Done;
    }

    private static IEnumerable<string> Account(KubernetesObject secret) =>
        [new NamespacedName(secret.Metadata.Namespace, secret.Metadata.Annotations.GetValueOrDefault(AccountName) ?? "").ToString()];

    /// <summary>The account that the Secret is of: of that name, and if it says so of that uid.</summary>
    private async Task<KubernetesObject?> AccountOf(KubernetesObject secret, CancellationToken cancellationToken)
    {
        var name = secret.Metadata.Annotations.GetValueOrDefault(AccountName) ?? "";
        var uid = secret.Metadata.Annotations.GetValueOrDefault(AccountUid) ?? "";
        try
        {
            var account = await _context.Cluster.GetAsync(WellKnownTypes.ServiceAccounts, new NamespacedName(secret.Metadata.Namespace, name), cancellationToken);
            return uid.Length == 0 || uid == account.Metadata.Uid ? account : null;
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    private bool IsFilled(KubernetesObject secret, KubernetesObject account)
    {
        var data = secret.Root.Member("data");
        return secret.Metadata.Annotations.GetValueOrDefault(AccountUid) == account.Metadata.Uid
            && data?.String("token") is { Length: > 0 }
            && data?.String("namespace") is { Length: > 0 }
            && (_certificate is null || data?.String("ca.crt") == Base64(_certificate));
    }

    private JsonObject Filled(KubernetesObject secret, KubernetesObject account)
    {
        JsonObject draft = secret.ToDraft();
        var data = draft["data"] as JsonObject;
        if (data is null)
        {
            draft["data"] = data = [];
        }

        if (_certificate is not null)
        {
            data["ca.crt"] = Base64(_certificate);
        }

        data["namespace"] = Base64(secret.Metadata.Namespace);
        if (string.IsNullOrEmpty(data["token"]?.GetValue<string>()))
        {
            data["token"] = Base64(_sign(Claims(secret.Metadata, account.Metadata)));
        }

        var annotations = draft["metadata"]!["annotations"]!.AsObject();
        annotations[AccountName] = account.Metadata.Name;
        annotations[AccountUid] = account.Metadata.Uid;
        return draft;
    }

    private static JsonObject Claims(ObjectMetadata secret, ObjectMetadata account) => new()
    {
        ["iss"] = "kubernetes/serviceaccount",
        [ClaimPrefix + "namespace"] = account.Namespace,
        [ClaimPrefix + "secret.name"] = secret.Name,
        [ClaimPrefix + "service-account.name"] = account.Name,
        [ClaimPrefix + "service-account.uid"] = account.Uid,
        ["sub"] = $"system:serviceaccount:{account.Namespace}:{account.Name}",
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
