using System.Net;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>networking.k8s.io/v1 Ingress.</summary>
internal static class IngressValidation
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private const int LongestController = 250;

    public static void ValidateClass(JsonObject ingressClass, FieldErrors errors)
    {
        const string path = "spec.controller";
        var controller = ingressClass.At("spec").TextOf("controller");
        if (controller.Length == 0)
        {
            errors.Required(path);
        }
        else
        {
            if (controller.Length > LongestController)
            {
                errors.TooLong(path, LongestController);
            }

            DomainPath.Validate(controller, path, errors);
        }

        if (ingressClass.At("spec", "parameters") is { } parameters)
        {
            ValidateParameters(parameters, "spec.parameters", errors);
        }
    }

    private static void ValidateParameters(JsonObject parameters, string path, FieldErrors errors)
    {
        ValidateReference(parameters, path, errors);
        var scope = parameters.TextOf("scope");
        if (scope.Length == 0)
        {
            errors.Required($"{path}.scope");
            return;
        }

        errors.OneOf(parameters, "scope", path, "Cluster", "Namespace");
        if (scope == "Namespace" && parameters.TextOf("namespace").Length == 0)
        {
            errors.Required($"{path}.namespace", "`parameters.scope` is set to 'Namespace'");
        }
        else if (scope == "Cluster" && parameters["namespace"] is not null)
        {
            errors.Forbidden($"{path}.namespace", "`parameters.scope` is set to 'Cluster'");
        }
    }

    private static void ValidateReference(JsonObject reference, string path, FieldErrors errors)
    {
        if (reference["apiGroup"] is JsonValue group)
        {
            errors.Invalid($"{path}.apiGroup", group, Names.Subdomain(group.ToString()));
        }

        foreach (var name in (ReadOnlySpan<string>)["kind", "name"])
        {
            if (reference.TextOf(name).Length == 0)
            {
                errors.Required($"{path}.{name}");
            }
            else
            {
                errors.Invalid($"{path}.{name}", reference.TextOf(name), Names.PathSegment(reference.TextOf(name)));
            }
        }
    }

    /// <summary>The class of a new Ingress, which the annotation of old must not contradict.</summary>
    public static void ValidateClassAnnotation(JsonObject ingress, FieldErrors errors)
    {
        if (ingress.At("metadata", "annotations")?[ClassAnnotation] is { } annotation && ingress.At("spec")?["ingressClassName"] is { } name && annotation.ToString() != name.ToString())
        {
            errors.Invalid($"annotations.{ClassAnnotation}", annotation, "must match `ingressClassName` when both are specified");
        }
    }

    public static void Validate(JsonObject ingress, FieldErrors errors)
    {
        var spec = ingress.At("spec") ?? [];
        if (spec["defaultBackend"] is JsonObject backend)
        {
            ValidateBackend(backend, "spec.defaultBackend", errors);
        }
        else if (spec["rules"] is not JsonArray { Count: > 0 })
        {
            errors.Invalid("spec", null, "either `defaultBackend` or `rules` must be specified");
        }

        ValidateRules(spec, errors);
        ValidateTls(spec, errors);
        if (spec.TextOf("ingressClassName") is { Length: > 0 } name)
        {
            errors.Invalid("spec.ingressClassName", name, Names.Subdomain(name));
        }
    }

    private static void ValidateRules(JsonObject spec, FieldErrors errors)
    {
        var index = 0;
        foreach (var rule in spec.Each("rules"))
        {
            var at = $"spec.rules[{index++}]";
            ValidateHost(rule.TextOf("host"), $"{at}.host", errors);
            if (rule["http"] is JsonObject http && !http.Each("paths").Any())
            {
                errors.Required($"{at}.http.paths");
            }

            var pathIndex = 0;
            foreach (var path in rule.At("http").Each("paths"))
            {
                ValidatePath(path, $"{at}.http.paths[{pathIndex++}]", errors);
            }
        }
    }

    private static void ValidateHost(string host, string path, FieldErrors errors)
    {
        if (host.Length == 0)
        {
            return;
        }

        if (IPAddress.TryParse(host, out _))
        {
            errors.Invalid(path, host, "must be a DNS name, not an IP address");
        }

        errors.Invalid(path, host, host.Contains('*', StringComparison.Ordinal) ? Names.Wildcard(host) : IPAddress.TryParse(host, out _) ? [] : Names.Subdomain(host));
    }

    private static void ValidatePath(JsonObject path, string at, FieldErrors errors)
    {
        var type = path.TextOf("pathType");
        var text = path.TextOf("path");
        if (type.Length == 0)
        {
            errors.Required($"{at}.pathType", "pathType must be specified");
            return;
        }

        if (type is "Exact" or "Prefix")
        {
            ValidateSegments(text, $"{at}.path", errors);
        }
        else if (type == "ImplementationSpecific" && text.Length > 0 && !text.StartsWith('/'))
        {
            errors.Invalid($"{at}.path", text, "must be an absolute path");
        }
        else
        {
            errors.OneOf(path, "pathType", at, "Exact", "ImplementationSpecific", "Prefix");
        }

        ValidateBackend(path["backend"] as JsonObject ?? [], $"{at}.backend", errors);
    }

    private static void ValidateSegments(string text, string path, FieldErrors errors)
    {
        if (!text.StartsWith('/'))
        {
            errors.Invalid(path, text, "must be an absolute path");
        }

        foreach (var part in (ReadOnlySpan<string>)["//", "/./", "/../", "%2f", "%2F"])
        {
            if (text.Contains(part, StringComparison.Ordinal))
            {
                errors.Invalid(path, text, $"must not contain '{part}'");
            }
        }

        foreach (var end in (ReadOnlySpan<string>)["/..", "/."])
        {
            if (text.EndsWith(end, StringComparison.Ordinal))
            {
                errors.Invalid(path, text, $"cannot end with '{end}'");
            }
        }
    }

    private static void ValidateBackend(JsonObject backend, string path, FieldErrors errors)
    {
        var service = backend["service"] as JsonObject;
        if (service is null)
        {
            if (backend["resource"] is JsonObject resource)
            {
                ValidateReference(resource, $"{path}.resource", errors);
            }
            else
            {
                errors.Invalid(path, "", "resource or service backend is required");
            }

            return;
        }

        if (backend["resource"] is not null)
        {
            errors.Invalid(path, "", "cannot set both resource and service backends");
            return;
        }

        var name = service.TextOf("name");
        if (name.Length == 0)
        {
            errors.Required($"{path}.service.name");
        }
        else
        {
            errors.Invalid($"{path}.service.name", name, Names.Label(name));
        }

        var portName = service.At("port").TextOf("name");
        var number = FieldErrors.Number(service.At("port"), "number") ?? 0;
        if (portName.Length > 0 && number != 0)
        {
            errors.Invalid(path, "", "cannot set both port name & port number");
        }
        else if (portName.Length > 0)
        {
            errors.Invalid($"{path}.service.port.name", portName, Names.Port(portName));
        }
        else if (number == 0)
        {
            errors.Required(path, "port name or number is required");
        }
        else if (number is < 1 or > 65535)
        {
            errors.Invalid($"{path}.service.port.number", number, "must be between 1 and 65535, inclusive");
        }
    }

    private static void ValidateTls(JsonObject spec, FieldErrors errors)
    {
        var index = 0;
        foreach (var tls in spec.Each("tls"))
        {
            var at = $"spec.tls[{index++}]";
            var hostIndex = 0;
            foreach (var host in tls["hosts"] as JsonArray ?? [])
            {
                var text = host?.ToString() ?? "";
                errors.Invalid($"{at}.hosts[{hostIndex++}]", text, text.Contains('*', StringComparison.Ordinal) ? Names.Wildcard(text) : Names.Subdomain(text));
            }

            if (tls.TextOf("secretName") is { Length: > 0 } secret)
            {
                errors.Invalid($"{at}.secretName", secret, Names.Subdomain(secret));
            }
        }
    }
}
