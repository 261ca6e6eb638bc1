using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>flowcontrol.apiserver.k8s.io/v1.</summary>
internal static class FlowValidation
{
    private const long LastPrecedence = 10000;

    // A hand of queues is dealt from the bits of one hash.
    private const int HashBits = 60;

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

        if (spec.At("distinguisherMethod") is { } method && method.TextOf("type") is var type and not ("ByNamespace" or "ByUser"))
        {
            // The message shows the whole method.
            errors.NotSupported("spec.distinguisherMethod.type", new JsonObject { ["Type"] = type }, "ByNamespace", "ByUser");
        }

        ValidateReference(spec.At("priorityLevelConfiguration").TextOf("name"), errors);
        var index = 0;
        foreach (var rule in spec.Each("rules"))
        {
            FlowRuleValidation.Validate(rule, $"spec.rules[{index++}]", errors);
        }

        MandatoryFlows.CheckSchema(schema.At("metadata").TextOf("name"), spec, errors);
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
                    ValidateLent(exempt, "spec.exempt", errors);
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

        MandatoryFlows.CheckLevel(name, spec, errors);
    }

    /// <summary>Validates the status of either kind: conditions that have a type each, and no two the same.</summary>
    public static void ValidateStatus(JsonObject changed, FieldErrors errors)
    {
        HashSet<string> types = [];
        var index = 0;
        foreach (var condition in changed.At("status").Each("conditions"))
        {
            var path = $"status.conditions[{index++}].type";
            var type = condition.TextOf("type");
            if (!types.Add(type))
            {
                errors.Duplicate(path, type);
            }

            if (type.Length == 0)
            {
                errors.Required(path, "must not be empty");
            }
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

    private static void ValidateShares(JsonObject owner, string path, FieldErrors errors)
    {
        if (FieldErrors.Number(owner, "nominalConcurrencyShares") is { } shares and < 0)
        {
            errors.Invalid($"{path}.nominalConcurrencyShares", shares, "must be a non-negative integer");
        }
    }

    private static void ValidateLent(JsonObject owner, string path, FieldErrors errors)
    {
        if (FieldErrors.Number(owner, "lendablePercent") is { } percent and (< 0 or > 100))
        {
            errors.Invalid($"{path}.lendablePercent", percent, "must be between 0 and 100, inclusive");
        }
    }

    private static void ValidateLimited(JsonObject limited, FieldErrors errors)
    {
        const string path = "spec.limited";
        ValidateShares(limited, path, errors);
        ValidateResponse(limited.At("limitResponse") ?? [], $"{path}.limitResponse", errors);
        ValidateLent(limited, path, errors);
        if (FieldErrors.Number(limited, "borrowingLimitPercent") is { } borrowed and < 0)
        {
            errors.Invalid($"{path}.borrowingLimitPercent", borrowed, "if specified, must be a non-negative integer");
        }
    }

    private static void ValidateResponse(JsonObject response, string path, FieldErrors errors)
    {
        switch (response.TextOf("type"))
        {
            case "Reject":
                if (response["queuing"] is JsonObject)
                {
                    errors.Forbidden($"{path}.queuing", "must be nil if limited.limitResponse.type is not Limited");
                }

                break;
            case "Queue":
                if (response["queuing"] is not JsonObject queuing)
                {
                    errors.Required($"{path}.queuing", "must not be empty if limited.limitResponse.type is Limited");
                    break;
                }

                ValidateQueuing(queuing, $"{path}.queuing", errors);
                break;
            default:
                errors.NotSupported($"{path}.type", response.TextOf("type"), "Queue", "Reject");
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
        if (hand <= 0)
        {
            return;
        }

        if (hand > queues)
        {
            errors.Invalid($"{path}.handSize", hand, $"should not be greater than queues ({queues})");
        }
        else if (Math.Ceiling(Math.Log2(queues) * hand) > HashBits)
        {
            errors.Invalid($"{path}.handSize", hand, $"required entropy bits of deckSize {queues} and handSize {hand} should not be greater than {HashBits}");
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
