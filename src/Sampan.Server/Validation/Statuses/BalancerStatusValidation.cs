using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Statuses;

/// <summary>The load balancer in the status of a Service or an Ingress.</summary>
internal static class BalancerStatusValidation
{
    public static void Check(JsonObject owner, FieldErrors errors)
    {
        var isService = owner.TextOf("kind") == "Service";
        var isBalanced = !isService || owner.At("spec").TextOf("type") == "LoadBalancer";
        var index = 0;
        foreach (var point in owner.At("status", "loadBalancer").Each("ingress"))
        {
            var at = $"status.loadBalancer.ingress[{index++}]";
            if (!isBalanced)
            {
                errors.Forbidden("status.loadBalancer.ingress", "may only be used when `spec.type` is LoadBalancer");
                return;
            }

            CheckPoint(point, at, isService, errors);
        }
    }

    private static void CheckPoint(JsonObject point, string path, bool isService, FieldErrors errors)
    {
        if (point.TextOf("ip") is { Length: > 0 } ip && !AddressSyntax.TryParse(ip, out _))
        {
            errors.Invalid($"{path}.ip", ip, AddressSyntax.NotAnAddress);
        }

        if (isService)
        {
            if (point.TextOf("ip").Length == 0 && point["ipMode"] is not null)
            {
                errors.Forbidden($"{path}.ipMode", "may not be specified when `ip` is not set");
            }

            errors.OneOf(point, "ipMode", path, "Proxy", "VIP");
        }

        if (point.TextOf("hostname") is { Length: > 0 } host)
        {
            errors.Invalid($"{path}.hostname", host, Names.Subdomain(host));
            if (AddressSyntax.TryParse(host, out _))
            {
                errors.Invalid($"{path}.hostname", host, "must be a DNS name, not an IP address");
            }
        }
    }
}
