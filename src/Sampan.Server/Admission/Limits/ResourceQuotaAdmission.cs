using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Registry;
using Sampan.Server.Storage;

namespace Sampan.Server.Admission.Limits;

/// <summary>
/// The ResourceQuota admission plugin: refuses what exceeds a quota of the namespace, and charges what it lets in to the
/// quota's status at once. A quota counts from when a controller has filled its status; it also takes back what is deleted.
/// </summary>
internal sealed class ResourceQuotaAdmission(ServedCluster cluster) : IAdmissionPlugin
{
    private const int Attempts = 3;
    private static readonly ResourceType Quotas = new("", "v1", "resourcequotas", "ResourceQuota", Namespaced: true);

    /// <inheritdoc/>
    public string Name => "ResourceQuota";

    /// <inheritdoc/>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        var type = attributes.Resource.Type;
        if (attributes.Object is not { } draft || !type.Namespaced || !attributes.Resource.Description.IsStored || attributes.Subresource is not ("" or "resize")
            || attributes.Operation is not (AdmissionOperation.Create or AdmissionOperation.Update) || type.Group == "events.k8s.io" || type.Plural == "events")
        {
            return;
        }

        var quotas = QuotasOf(attributes.Name.Namespace);
        if (quotas.Count == 0 || !Handled(attributes))
        {
            return;
        }

        var request = new QuotaRequest(type, attributes.Name.Name, JsonElement.Parse(draft.ToUtf8Bytes()), attributes.OldObject is { } old ? JsonElement.Parse(old.ToUtf8Bytes()) : null);
        for (var attempt = 1; !await ChargeAsync(quotas, request, attributes.DryRun, cancellationToken); attempt++)
        {
            if (attempt == Attempts)
            {
                throw ApiException.Conflict(Quotas, quotas[0].Object.Metadata.Name, "the object has been modified; please apply your changes to the latest version and try again");
            }

            // Another write was charged meanwhile.
            quotas = QuotasOf(attributes.Name.Namespace);
        }
    }

    // An update can use more of a quota only where amounts can change.
    private static bool Handled(AdmissionAttributes attributes) => attributes.Operation == AdmissionOperation.Create
        ? attributes.Subresource.Length == 0
        : attributes.Resource.Type == WellKnownTypes.Services || attributes.Resource.Type == WellKnownTypes.PersistentVolumeClaims || attributes.Subresource == "resize";

    private List<StoredObject> QuotasOf(string @namespace) => [.. cluster.Store.Current.List(cluster.Resource(Quotas).Collection, @namespace + "/")];

    /// <summary>Checks all quotas before any is charged; false if one has changed meanwhile.</summary>
    private async ValueTask<bool> ChargeAsync(List<StoredObject> quotas, QuotaRequest request, bool isDryRun, CancellationToken cancellationToken)
    {
        List<(StoredObject Quota, SortedDictionary<string, Quantity> Used)> charges = [];
        foreach (var quota in quotas)
        {
            if (request.Check(quota.Object) is { } used)
            {
                charges.Add((quota, used));
            }
        }

        if (isDryRun)
        {
            return true;
        }

        foreach (var (quota, used) in charges)
        {
            var draft = quota.Object.ToDraft();
            var amounts = draft.Child("status").Child("used");
            foreach (var (name, amount) in used)
            {
                amounts[name] = amount.ToString();
            }

            var resource = cluster.Resource(Quotas);
            var write = new StoreWrite(resource.Key(quota.Object.NamespacedName), quota.ModRevision, PendingValue.Of(await StoredForm.EncodeAsync(cluster, resource, draft, cancellationToken)), Expires: quota.Expires);
            if (!(await cluster.Store.CommitAsync(write, cancellationToken)).Succeeded)
            {
                return false;
            }
        }

        return true;
    }
}
