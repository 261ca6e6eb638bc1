using System.Text.Json.Nodes;
using Sampan.Server.Auditing;
using Sampan.Server.Authentication;

namespace Sampan.Server.Registry;

/// <summary>How and by whom a write is done.</summary>
internal sealed record WriteRequest
{
    /// <summary>Who asks.</summary>
    public required UserInfo User { get; init; }

    /// <summary>Where plugins note facts for the audit, or null if nothing is told of the request.</summary>
    public AuditTrail? Audit { get; init; }

    /// <summary>Who owns the written fields afterwards.</summary>
    public required string FieldManager { get; init; }

    /// <summary>Whether everything is checked and nothing stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>Apply only: take fields over from other managers.</summary>
    public bool Force { get; init; }

    /// <summary>What to do with fields that the type does not have.</summary>
    public FieldValidation FieldValidation { get; init; } = FieldValidation.Warn;

    /// <summary>What is set aside for the object, such as addresses, until it is stored or refused.</summary>
    public List<IDisposable> Reservations { get; } = [];

    /// <summary>What the client is told beside the answer.</summary>
    public List<string> Warnings { get; init; } = [];

    /// <summary>What the client has said of that itself.</summary>
    public GivenOptions Given { get; init; } = new("", "");

    /// <summary>The options as admission shows them, such as meta/v1 <c>CreateOptions</c>.</summary>
    public JsonObject Options(string kind)
    {
        var options = new JsonObject { ["kind"] = kind, ["apiVersion"] = "meta.k8s.io/v1" };
        options.SetTexts("dryRun", DryRun ? ["All"] : []);
        options.SetText("fieldManager", Given.FieldManager);
        options.SetText("fieldValidation", Given.FieldValidation);
        return options;
    }
}

/// <summary>Options of a write as the client has given them; empty where it has not.</summary>
/// <param name="FieldManager">Who owns the written fields afterwards.</param>
/// <param name="FieldValidation">What to do with fields that the type does not have.</param>
internal sealed record GivenOptions(string FieldManager, string FieldValidation);

/// <summary>What to do with unknown and duplicate fields in a body.</summary>
internal enum FieldValidation
{
    /// <summary>Drop them and say so in a warning.</summary>
    Warn,

    /// <summary>Refuse the request.</summary>
    Strict,

    /// <summary>Drop them silently.</summary>
    Ignore,
}
