using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;

namespace Sampan.Server.Admission.Expressions;

/// <summary>The types of <c>request</c> and <c>namespaceObject</c>.</summary>
internal static class AdmissionDeclarations
{
    private static readonly CelDeclaration Text = Of(CelType.String);
    private static readonly CelDeclaration Whole = Of(CelType.Int);
    private static readonly CelDeclaration Texts = new() { Type = CelType.List(CelType.String), Element = Text };
    private static readonly CelDeclaration TextMap = new() { Type = CelType.Map(CelType.String, CelType.String), Element = Text };
    private static readonly CelDeclaration Time = new() { Type = CelType.Timestamp, IsNullable = true };

    private static readonly CelDeclaration Kind = Object("kubernetes.GroupVersionKind", ("group", Text), ("version", Text), ("kind", Text));
    private static readonly CelDeclaration Resource = Object("kubernetes.GroupVersionResource", ("group", Text), ("version", Text), ("resource", Text));

    private static readonly CelDeclaration User = Object(
        "kubernetes.UserInfo",
        ("username", Text),
        ("uid", Text),
        ("groups", Texts),
        ("extra", new CelDeclaration { Type = CelType.Map(CelType.String, Texts.Type), Element = Texts }));

    /// <summary><c>request</c>.</summary>
    public static readonly CelDeclaration Request = Object(
        "kubernetes.AdmissionRequest",
        ("kind", Kind),
        ("resource", Resource),
        ("subResource", Text),
        ("requestKind", Kind),
        ("requestResource", Resource),
        ("requestSubResource", Text),
        ("name", Text),
        ("namespace", Text),
        ("operation", Text),
        ("userInfo", User),
        ("dryRun", Of(CelType.Bool)),
        ("options", Of(CelType.Dyn)));

    /// <summary><c>namespaceObject</c>.</summary>
    public static readonly CelDeclaration Namespace = Object(
        "kubernetes.Namespace",
        ("metadata", Object(
            "kubernetes.NamespaceMetadata",
            ("name", Text),
            ("generateName", Text),
            ("namespace", Text),
            ("labels", TextMap),
            ("annotations", TextMap),
            ("UID", Text),
            ("creationTimestamp", Time),
            ("deletionGracePeriodSeconds", Whole),
            ("deletionTimestamp", Time),
            ("generation", Whole),
            ("resourceVersion", Text),
            ("finalizers", Texts))),
        ("spec", Object("kubernetes.NamespaceSpec", ("finalizers", Texts))),
        ("status", Object("kubernetes.NamespaceStatus", ("phase", Text))));

    private static CelDeclaration Of(CelType type) => new() { Type = type, IsNullable = true };

    private static CelDeclaration Object(string name, params (string Name, CelDeclaration Declaration)[] fields) => new()
    {
        Type = CelType.Object(name, fields.ToDictionary(field => field.Name, field => field.Declaration.Type)),
        Fields = fields.ToDictionary(field => field.Name, field => field),
        IsNullable = true,
    };
}
