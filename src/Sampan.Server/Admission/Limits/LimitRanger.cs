using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Limits;

/// <summary>The LimitRanger admission plugin: a namespace's LimitRanges give containers defaults and bound pods, containers and claims.</summary>
internal sealed class LimitRanger(ServedCluster cluster) : IAdmissionPlugin
{
    private const string Annotation = "kubernetes.io/limit-ranger";
    private static readonly ResourceType LimitRanges = new("", "v1", "limitranges", "LimitRange", Namespaced: true);

    /// <inheritdoc/>
    public string Name => "LimitRanger";

    /// <inheritdoc/>
    public ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes is { Operation: AdmissionOperation.Create, Object: { } pod, Subresource: "" } && attributes.Resource.Type == WellKnownTypes.Pods)
        {
            foreach (var limits in RangesOf(attributes.Name.Namespace))
            {
                SetDefaults(pod, limits);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        var type = attributes.Resource.Type;
        if (attributes is { Object: { } draft, Subresource: "" or "resize" }
            && ((type == WellKnownTypes.Pods && (attributes.Operation == AdmissionOperation.Create || attributes.Subresource == "resize")) || type == WellKnownTypes.PersistentVolumeClaims))
        {
            var ranges = RangesOf(attributes.Name.Namespace);
            if (ranges.Count > 0)
            {
                var judged = JsonElement.Parse(draft.ToUtf8Bytes());
                foreach (var limits in ranges)
                {
                    Judge(attributes, judged, limits);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private static void Judge(AdmissionAttributes attributes, JsonElement draft, IReadOnlyList<JsonElement> limits)
    {
        var faults = attributes.Resource.Type == WellKnownTypes.Pods ? LimitChecks.OfPod(draft, limits) : LimitChecks.OfClaim(draft, limits);
        List<string> different = [.. faults.Distinct()];
        if (different.Count > 0)
        {
            throw ApiErrors.Forbidden(attributes.Resource.Type, attributes.Name.Name, different.Count == 1 ? different[0] : $"[{string.Join(", ", different)}]");
        }
    }

    private List<List<JsonElement>> RangesOf(string @namespace) =>
    [
        .. cluster.Store.Current.List(cluster.Resource(LimitRanges).Collection, @namespace + "/")
            .Select(range => (range.Object.Root.Member("spec") ?? default).Items("limits").ToList()),
    ];

    private static void SetDefaults(JsonObject pod, List<JsonElement> limits)
    {
        var requests = Defaults(limits, "defaultRequest");
        var maxima = Defaults(limits, "default");
        List<string> done = [];
        foreach (var (list, kind) in (ReadOnlySpan<(string, string)>)[("containers", "container"), ("initContainers", "init container")])
        {
            foreach (var container in (pod.Object("spec").Array(list) ?? []).OfType<JsonObject>())
            {
                done.AddRange(SetDefaults(container, "requests", requests).Select(names => $"{names} request for {kind} {container.Text("name")}"));
                done.AddRange(SetDefaults(container, "limits", maxima).Select(names => $"{names} limit for {kind} {container.Text("name")}"));
            }
        }

        if (done.Count > 0)
        {
            pod.Metadata().Child("annotations")[Annotation] = $"LimitRanger plugin set: {string.Join("; ", done)}";
        }
    }

    /// <summary>Sets what is missing; one text that names it, or none.</summary>
    private static IEnumerable<string> SetDefaults(JsonObject container, string list, SortedDictionary<string, string> defaults)
    {
        var given = container.Object("resources").Object(list);
        var missing = defaults.Where(amount => given?.ContainsKey(amount.Key) != true).ToList();
        if (missing.Count == 0)
        {
            return [];
        }

        var amounts = container.Child("resources").Child(list);
        missing.ForEach(amount => amounts[amount.Key] = amount.Value);
        return [string.Join(", ", missing.Select(amount => amount.Key))];
    }

    private static SortedDictionary<string, string> Defaults(List<JsonElement> limits, string list)
    {
        var defaults = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var limit in limits.Where(limit => limit.String("type") == "Container"))
        {
            foreach (var amount in limit.Member(list)?.EnumerateObject() ?? default)
            {
                defaults[amount.Name] = amount.Value.ToString();
            }
        }

        return defaults;
    }
}
