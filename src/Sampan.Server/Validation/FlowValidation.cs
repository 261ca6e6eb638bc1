using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>flowcontrol.apiserver.k8s.io/v1.</summary>
internal static class FlowValidation
{
    private const long LastPrecedence = 10000;

    public static void ValidateSchema(JsonObject schema, FieldErrors errors)
    {
        var spec = schema.At("spec") ?? [];
        var precedence = FieldErrors.Number(spec, "matchingPrecedence") ?? 0;
        if (precedence <= 0)
        {
            errors.Invalid("spec.matchingPrecedence", precedence, "must be a positive value");
        }

        if (precedence > LastPrecedence)
        {
            errors.Invalid("spec.matchingPrecedence", precedence, $"must not be greater than {LastPrecedence}");
        }

        if (precedence == 1 && schema.At("metadata").TextOf("name") != "exempt")
        {
            errors.Invalid("spec.matchingPrecedence", precedence, "only the schema named 'exempt' may have matchingPrecedence 1");
        }

        errors.OneOf(spec.At("distinguisherMethod"), "type", "spec.distinguisherMethod", "ByNamespace", "ByUser");
        ValidateReference(spec.At("priorityLevelConfiguration").TextOf("name"), errors);
        var index = 0;
        foreach (var rule in spec.Each("rules"))
        {
            ValidateRule(rule, $"spec.rules[{index++}]", errors);
        }
    }

    public static void ValidateLevel(JsonObject level, FieldErrors errors)
    {
        var (name, spec) = (level.At("metadata").TextOf("name"), level.At("spec") ?? []);
        var type = spec.TextOf("type");
        if ((name == "exempt") != (type == "Exempt"))
        {
            errors.Invalid("spec.type", type, "must be 'Exempt' if and only if `name` is 'exempt'");
        }

        switch (type)
        {
            case "Exempt":
                if (spec["limited"] is JsonObject)
                {
                    errors.Forbidden("spec.limited", "must be nil if the type is not Limited");
                }

                if (spec["exempt"] is JsonObject exempt)
                {
                    ValidateShares(exempt, "spec.exempt", errors);
                }

                break;
            case "Limited":
                if (spec["exempt"] is JsonObject)
                {
                    errors.Forbidden("spec.exempt", "must be nil if the type is Limited");
                }

                if (spec["limited"] is not JsonObject limited)
                {
                    errors.Required("spec.limited", "must not be empty when type is Limited");
                    break;
                }

                ValidateLimited(limited, errors);
                break;
            default:
                errors.NotSupported("spec.type", type, "Exempt", "Limited");
                break;
        }
    }

    private static void ValidateReference(string name, FieldErrors errors)
    {
        const string path = "spec.priorityLevelConfiguration.name";
        if (name.Length == 0)
        {
            errors.Required(path, "must reference a priority level");
            return;
        }

        errors.Invalid(path, name, Names.Subdomain(name));
    }

    private static void ValidateRule(JsonObject rule, string path, FieldErrors errors)
    {
        if (rule["subjects"] is not JsonArray { Count: > 0 })
        {
            errors.Required($"{path}.subjects", "subjects must contain at least one value");
        }

        var index = 0;
        foreach (var subject in rule.Each("subjects"))
        {
            ValidateSubject(subject, $"{path}.subjects[{index++}]", errors);
        }

        if (rule["resourceRules"] is not JsonArray { Count: > 0 } && rule["nonResourceRules"] is not JsonArray { Count: > 0 })
        {
            errors.Required(path, "at least one of resourceRules and nonResourceRules has to be non-empty");
        }

        index = 0;
        foreach (var resource in rule.Each("resourceRules"))
        {
            ValidateResourceRule(resource, $"{path}.resourceRules[{index++}]", errors);
        }

        index = 0;
        foreach (var path2 in rule.Each("nonResourceRules"))
        {
            var at = $"{path}.nonResourceRules[{index++}]";
            RequireEntries(path2, "verbs", at, errors);
            RequireEntries(path2, "nonResourceURLs", at, errors);
        }
    }

    private static void ValidateSubject(JsonObject subject, string path, FieldErrors errors)
    {
        var kind = subject.TextOf("kind");
        var member = kind switch
        {
            "ServiceAccount" => "serviceAccount",
            "User" => "user",
            "Group" => "group",
            _ => "",
        };
        if (member.Length == 0)
        {
            errors.NotSupported($"{path}.kind", kind, "Group", "ServiceAccount", "User");
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["serviceAccount", "user", "group"])
        {
            if (name == member && subject[name] is not JsonObject)
            {
                errors.Required($"{path}.{name}", $"{name} is required when subject kind is '{kind}'");
            }
            else if (name != member && subject[name] is JsonObject)
            {
                errors.Forbidden($"{path}.{name}", $"{name} is forbidden when subject kind is not '{char.ToUpperInvariant(name[0])}{name[1..]}'");
            }
        }

        if (subject.At(member) is { } body && body.TextOf("name").Length == 0)
        {
            errors.Required($"{path}.{member}.name");
        }
    }

    private static void ValidateResourceRule(JsonObject rule, string path, FieldErrors errors)
    {
        RequireEntries(rule, "verbs", path, errors);
        RequireEntries(rule, "apiGroups", path, errors);
        RequireEntries(rule, "resources", path, errors);
        if (rule["namespaces"] is not JsonArray { Count: > 0 } && !rule.IsTrue("clusterScope"))
        {
            errors.Required($"{path}.namespaces", "resource rules that are not cluster scoped must supply at least one namespace");
        }
    }

    private static void RequireEntries(JsonObject rule, string name, string path, FieldErrors errors)
    {
        if (rule[name] is not JsonArray { Count: > 0 } list)
        {
            errors.Required($"{path}.{name}");
        }
        else if (list.Count > 1 && list.Any(entry => entry?.ToString() == "*"))
        {
            errors.Invalid($"{path}.{name}", list, "if '*' is present, must not specify other " + name switch
            {
                "apiGroups" => "api groups",
                "nonResourceURLs" => "non-resource URLs",
                _ => name,
            });
        }
    }

    private static void ValidateShares(JsonObject owner, string path, FieldErrors errors)
    {
        if (FieldErrors.Number(owner, "nominalConcurrencyShares") is { } shares and < 0)
        {
            errors.Invalid($"{path}.nominalConcurrencyShares", shares, "must be a non-negative integer");
        }

        if (FieldErrors.Number(owner, "lendablePercent") is { } percent and (< 0 or > 100))
        {
            errors.Invalid($"{path}.lendablePercent", percent, "must be between 0 and 100, inclusive");
        }
    }

    private static void ValidateLimited(JsonObject limited, FieldErrors errors)
    {
        const string path = "spec.limited";
        ValidateShares(limited, path, errors);
        if (FieldErrors.Number(limited, "borrowingLimitPercent") is { } borrowed and < 0)
        {
            errors.Invalid($"{path}.borrowingLimitPercent", borrowed, "if specified, must be a non-negative integer");
        }

        const string at = $"{path}.limitResponse";
        var response = limited.At("limitResponse") ?? [];
        switch (response.TextOf("type"))
        {
            case "Reject":
                if (response["queuing"] is JsonObject)
                {
                    errors.Forbidden($"{at}.queuing", "must be nil if limited.limitResponse.type is not Limited");
                }

                break;
            case "Queue":
                if (response["queuing"] is not JsonObject queuing)
                {
                    errors.Required($"{at}.queuing", "must not be empty if limited.limitResponse.type is Limited");
                    break;
                }

                ValidateQueuing(queuing, $"{at}.queuing", errors);
                break;
            default:
                errors.NotSupported($"{at}.type", response.TextOf("type"), "Queue", "Reject");
                break;
        }
    }

    private static void ValidateQueuing(JsonObject queuing, string path, FieldErrors errors)
    {
        const long mostQueues = 10 * 1000 * 1000;
        var (length, queues, hand) = (Count(queuing, "queueLengthLimit"), Count(queuing, "queues"), Count(queuing, "handSize"));
        Positive(length, $"{path}.queueLengthLimit", errors);
        Positive(queues, $"{path}.queues", errors);
        if (queues > mostQueues)
        {
            errors.Invalid($"{path}.queues", queues, $"must not be greater than {mostQueues}");
        }

        Positive(hand, $"{path}.handSize", errors);
        if (hand > queues)
        {
            errors.Invalid($"{path}.handSize", hand, $"should not be greater than queues ({queues})");
        }
    }

    private static long Count(JsonObject owner, string name) => FieldErrors.Number(owner, name) ?? 0;

    private static void Positive(long number, string path, FieldErrors errors)
    {
        if (number <= 0)
        {
            errors.Invalid(path, number, "must be positive");
        }
    }
}
