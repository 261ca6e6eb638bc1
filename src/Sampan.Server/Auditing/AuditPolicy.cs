using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Server.Auditing;

/// <summary>An audit.k8s.io/v1 Policy: the first rule that is about a request decides; without one nothing is told.</summary>
public sealed class AuditPolicy
{
    private readonly IReadOnlyList<AuditRule> _rules;
    private readonly IReadOnlyList<AuditStage> _omitStages;
    private readonly bool _omitManagedFields;

    private AuditPolicy(IReadOnlyList<AuditRule> rules, IReadOnlyList<AuditStage> omitStages, bool omitManagedFields)
    {
        _rules = rules;
        _omitStages = omitStages;
        _omitManagedFields = omitManagedFields;
    }

    /// <summary>Reads a policy, YAML or JSON.</summary>
    /// <exception cref="InvalidDataException">The text is no valid policy; the message says where.</exception>
    public static AuditPolicy Parse(string text)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(YamlToJson.Convert(text));
        }
        catch (YamlSyntaxException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }

        if (root.StringOrEmpty("kind") != "Policy" || root.StringOrEmpty("apiVersion") != "audit.k8s.io/v1")
        {
            throw new InvalidDataException($"expected kind Policy of audit.k8s.io/v1, found kind \"{root.StringOrEmpty("kind")}\" of \"{root.StringOrEmpty("apiVersion")}\"");
        }

        var rules = root.Items("rules").Select((rule, index) => Rule(rule, $"rules[{index}]")).ToList();
        return rules.Count == 0
            ? throw new InvalidDataException("rules: a policy without rules audits nothing; add one, such as \"- level: Metadata\"")
            : new AuditPolicy(rules, Stages(root, "omitStages"), root.Boolean("omitManagedFields") ?? false);
    }

    /// <summary>What is to be told of a request.</summary>
    internal AuditScope Judge(AuditSubject subject)
    {
        var rule = _rules.FirstOrDefault(rule => rule.Matches(subject));
        return rule is null
            ? AuditScope.Nothing
            : new AuditScope(rule.Level, [.. _omitStages.Union(rule.OmitStages)], rule.OmitManagedFields ?? _omitManagedFields);
    }

    private static AuditRule Rule(JsonElement rule, string path)
    {
        var read = new AuditRule
        {
            Level = Enum.TryParse<AuditLevel>(rule.StringOrEmpty("level"), out var level) && !char.IsAsciiDigit(rule.StringOrEmpty("level")[0])
                ? level
                : throw new InvalidDataException($"{path}.level: \"{rule.StringOrEmpty("level")}\" is not one of None, Metadata, Request, RequestResponse"),
            Users = Texts(rule, "users"),
            Groups = Texts(rule, "userGroups"),
            Verbs = Texts(rule, "verbs"),
            Resources = [.. rule.Items("resources").Select(AuditedResources.Of)],
            Namespaces = Texts(rule, "namespaces"),
            NonResourceUrls = Texts(rule, "nonResourceURLs"),
            OmitStages = Stages(rule, $"{path}.omitStages"),
            OmitManagedFields = rule.Boolean("omitManagedFields"),
        };
        return read.NonResourceUrls.Count > 0 && (read.Resources.Count > 0 || read.Namespaces.Count > 0)
            ? throw new InvalidDataException($"{path}.nonResourceURLs: a rule is about resources or about other paths, not both")
            : read;
    }

    private static List<AuditStage> Stages(JsonElement parent, string path)
    {
        List<AuditStage> stages = [];
        foreach (var text in Texts(parent, "omitStages"))
        {
            stages.Add(Enum.TryParse<AuditStage>(text, out var stage) && !char.IsAsciiDigit(text[0])
                ? stage
                : throw new InvalidDataException($"{path}: \"{text}\" is not one of RequestReceived, ResponseStarted, ResponseComplete, Panic"));
        }

        return stages;
    }

    private static string[] Texts(JsonElement parent, string name) => [.. parent.Items(name).Select(item => item.ToString())];
}

/// <summary>How much is told of one request, and when.</summary>
internal sealed record AuditScope(AuditLevel Level, IReadOnlyList<AuditStage> OmitStages, bool OmitManagedFields)
{
    public static readonly AuditScope Nothing = new(AuditLevel.None, [], false);
}
