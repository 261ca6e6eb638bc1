using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Quotas;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Limits;

/// <summary>A write as quotas see it: what it uses more than before.</summary>
/// <remarks>Rules and texts of <c>apiserver/pkg/admission/plugin/resourcequota</c>.</remarks>
internal sealed class QuotaRequest(ResourceType type, string name, JsonElement draft, JsonElement? before)
{
    private readonly Dictionary<string, Quantity> _more = Difference(QuotaUsage.Of(type, draft), before is { } old ? QuotaUsage.Of(type, old) : []);

    /// <summary>What of the quota is used after the write; null where it does not touch the quota.</summary>
    /// <exception cref="Sampan.Kubernetes.Errors.ApiException">403: the quota is exceeded, does not know its usage yet, or needs amounts that a pod does not name.</exception>
    public SortedDictionary<string, Quantity>? Check(KubernetesObject quota)
    {
        var hard = Amounts(quota, "hard");
        var counted = hard.Keys.Where(_more.ContainsKey).Order(StringComparer.Ordinal).ToList();
        if (hard.Count == 0 || !QuotaScopes.Match(quota.Root.Member("spec") ?? default, type, draft))
        {
            return null;
        }

        if (type == WellKnownTypes.Pods && before is null && QuotaUsage.MissingAmounts(draft, hard.Keys) is { Length: > 0 } missing)
        {
            throw ApiErrors.Forbidden(type, name, $"failed quota: {quota.Metadata.Name}: must specify {missing}");
        }

        if (counted.TrueForAll(one => _more[one].IsZero))
        {
            return null;
        }

        var used = Amounts(quota, "used");
        if (counted.Where(one => !used.ContainsKey(one)).ToList() is { Count: > 0 } unknown)
        {
            throw ApiErrors.Forbidden(type, name, $"status unknown for quota: {quota.Metadata.Name}, resources: {string.Join(',', unknown)}");
        }

        var after = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var one in counted)
        {
            after[one] = used[one] + _more[one];
        }

        var exceeded = counted.Where(one => _more[one].Sign > 0 && after[one].CompareTo(hard[one]) > 0).ToList();
        return exceeded.Count == 0 ? after : throw ApiErrors.Forbidden(
            type, name, $"exceeded quota: {quota.Metadata.Name}, requested: {List(exceeded, _more)}, used: {List(exceeded, used)}, limited: {List(exceeded, hard)}");
    }

    private static string List(IEnumerable<string> names, Dictionary<string, Quantity> amounts) => string.Join(',', names.Select(name => $"{name}={amounts[name]}"));

    private static Dictionary<string, Quantity> Amounts(KubernetesObject quota, string list)
    {
        var amounts = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var amount in quota.Root.Member("status", list)?.EnumerateObject() ?? default)
        {
            amounts[amount.Name] = Quantity.Parse(amount.Value);
        }

        return amounts;
    }

    private static Dictionary<string, Quantity> Difference(Dictionary<string, Quantity> after, Dictionary<string, Quantity> before)
    {
        foreach (var (name, amount) in before)
        {
            after[name] = after.TryGetValue(name, out var now) ? now - amount : -amount;
        }

        return after;
    }
}
