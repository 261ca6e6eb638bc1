using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;
using Sampan.Server.Validation;

namespace Sampan.Server.Kinds;

/// <summary>core/v1 Service: gets its address and node ports (kubernetes/pkg/registry/core/service/storage/alloc.go).</summary>
internal static class ServicePreparation
{
    public static void OnCreate(ServedCluster cluster, JsonObject draft, WriteRequest request)
    {
        draft["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
        Allocate(cluster, draft, null, request);
    }

    public static void OnUpdate(ServedCluster cluster, JsonObject draft, JsonObject before, WriteRequest request)
    {
        KeepAllocated(draft.Child("spec"), before.Child("spec"));
        Allocate(cluster, draft, before.Object("spec"), request);
    }

    private static bool HasAddress(JsonObject spec) => spec.Text("type") is "" or "ClusterIP" or "NodePort" or "LoadBalancer";

    private static bool HasNodePorts(JsonObject spec) =>
        spec.Text("type") == "NodePort" || (spec.Text("type") == "LoadBalancer" && spec.Boolean("allocateLoadBalancerNodePorts") != false);

    // What an update leaves out stays, as long as the type still has it.
    private static void KeepAllocated(JsonObject spec, JsonObject before)
    {
        if (HasAddress(spec) && HasAddress(before))
        {
            if (spec.Text("clusterIP").Length == 0)
            {
                spec.CopyFrom(before, "clusterIP");
                spec.CopyFrom(before, "clusterIPs");
            }

            Keep(spec, before, "ipFamilies");
            Keep(spec, before, "ipFamilyPolicy");
        }
        else if (!HasAddress(spec))
        {
            foreach (var name in new[] { "clusterIPs", "ipFamilies", "ipFamilyPolicy" })
            {
                spec.Remove(name);
            }

            if (spec.Text("clusterIP") == before.Text("clusterIP"))
            {
                spec.Remove("clusterIP");
            }
        }

        if (HasNodePorts(spec) && HasNodePorts(before))
        {
            KeepNodePorts(spec, before);
            Keep(spec, before, "healthCheckNodePort");
        }
        else if (HasNodePorts(before) && !HasNodePorts(spec) && spec.Text("type") != "LoadBalancer")
        {
            DropUnchangedNodePorts(spec, before);
        }
    }

    private static void Keep(JsonObject spec, JsonObject before, string name)
    {
        if (!spec.ContainsKey(name))
        {
            spec.CopyFrom(before, name);
        }
    }

    private static void KeepNodePorts(JsonObject spec, JsonObject before)
    {
        foreach (var port in Ports(spec).Where(port => port.Integer("nodePort") is null or 0))
        {
            if (Ports(before).FirstOrDefault(old => old.Integer("port") == port.Integer("port") && old.Text("protocol") == port.Text("protocol")) is { } same)
            {
                port.CopyFrom(same, "nodePort");
            }
        }
    }

    private static void DropUnchangedNodePorts(JsonObject spec, JsonObject before)
    {
        var old = Ports(before).Select(port => port.Integer("nodePort")).ToHashSet();
        foreach (var port in Ports(spec).Where(port => old.Contains(port.Integer("nodePort"))))
        {
            port.Remove("nodePort");
        }
    }

    private static void Allocate(ServedCluster cluster, JsonObject draft, JsonObject? before, WriteRequest request)
    {
        var spec = draft.Child("spec");
        if (!HasAddress(spec))
        {
            return;
        }

        AllocateAddress(cluster, draft, before, request);
        var known = before is null ? [] : Ports(before).Select(port => port.Integer("nodePort")).ToHashSet();
        foreach (var port in Ports(spec))
        {
            if (port.Integer("nodePort") is > 0 and var given)
            {
                if (!known.Contains(given))
                {
                    ReservePort(cluster, draft, port, given, request);
                }
            }
            else if (HasNodePorts(spec))
            {
                var (number, reservation) = cluster.Services.AnyPort();
                request.Reservations.Add(reservation);
                port["nodePort"] = number;
            }
        }

        if (spec.Text("type") == "LoadBalancer" && spec.Text("externalTrafficPolicy") == "Local" && spec.Integer("healthCheckNodePort") is null or 0)
        {
            var (number, reservation) = cluster.Services.AnyPort();
            request.Reservations.Add(reservation);
            spec["healthCheckNodePort"] = number;
        }
    }

    private static void AllocateAddress(ServedCluster cluster, JsonObject draft, JsonObject? before, WriteRequest request)
    {
        var spec = draft.Child("spec");
        Align(spec, before);
        if (ServiceFamilies.Complete(spec, before) is { Count: > 0 } faults)
        {
            throw ApiErrors.Invalid(WellKnownTypes.Services.GroupVersionKind, draft.Metadata().Text("name"), faults);
        }

        var given = spec.Text("clusterIP");
        if (given.Length == 0)
        {
            var (address, reservation) = cluster.Services.Any();
            request.Reservations.Add(reservation);
            spec["clusterIP"] = address;
            spec.SetTexts("clusterIPs", [address]);
        }
        else if (given != "None" && before.Text("clusterIP").Length == 0)
        {
            ReserveAddress(cluster, draft, given, request);
        }
    }

    // Older clients know the first address alone (normalizeClusterIPs).
    private static void Align(JsonObject spec, JsonObject? before)
    {
        var (first, all) = (spec.Text("clusterIP"), FieldErrors.Texts(spec, "clusterIPs"));
        var (oldFirst, old) = (before.Text("clusterIP"), FieldErrors.Texts(before, "clusterIPs"));
        if (first.Length > 0 && (all.Count == 0 || (first != oldFirst && all.SequenceEqual(old, StringComparer.Ordinal))))
        {
            spec.SetTexts("clusterIPs", first == oldFirst && old.Count > 0 ? [.. old] : [first]);
        }
    }

    private static void ReserveAddress(ServedCluster cluster, JsonObject draft, string given, WriteRequest request)
    {
        if (!System.Net.IPAddress.TryParse(given, out var address) || !ServiceAddresses.Range.Contains(address))
        {
            var why = $"failed to allocate IP {given}: the provided IP ({given}) is not in the valid range. The range of valid IPs is {ServiceAddresses.Range}";
            throw Invalid(draft, "spec.clusterIPs", $"Invalid value: [\"{given}\"]: {why}");
        }

        request.Reservations.Add(cluster.Services.Exactly(given)
            ?? throw Invalid(draft, "spec.clusterIPs", $"Invalid value: [\"{given}\"]: failed to allocate IP {given}: provided IP is already allocated"));
    }

    private static void ReservePort(ServedCluster cluster, JsonObject draft, JsonObject port, long given, WriteRequest request)
    {
        var field = $"spec.ports[{port.Parent!.AsArray().IndexOf(port)}].nodePort";
        var value = given.ToString(CultureInfo.InvariantCulture);
        if (!ServiceAddresses.IsNodePort(given))
        {
            throw Invalid(draft, field, $"Invalid value: {value}: provided port is not in the valid range. The range of valid ports is 30000-32767");
        }

        request.Reservations.Add(cluster.Services.ExactlyPort((int)given) ?? throw Invalid(draft, field, $"Invalid value: {value}: provided port is already allocated"));
    }

    private static ApiException Invalid(JsonObject draft, string field, string message) =>
        ApiErrors.Invalid(WellKnownTypes.Services.GroupVersionKind, draft.Metadata().Text("name"), [new StatusCause("FieldValueInvalid", message, field)]);

    private static IEnumerable<JsonObject> Ports(JsonObject spec) => (spec.Array("ports") ?? []).OfType<JsonObject>();
}
