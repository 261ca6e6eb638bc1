using System.Collections.Frozen;
using Sampan.Charts.Testing.Assertions.Checks;

namespace Sampan.Charts.Testing.Assertions;

/// <summary>The assertion types by their names.</summary>
internal static class AssertionTypes
{
    public static readonly FrozenDictionary<string, AssertionType> All = new Dictionary<string, AssertionType>(StringComparer.Ordinal)
    {
        ["matchSnapshot"] = new(parameters => new SnapshotCheck(parameters)),
        ["matchSnapshotRaw"] = new(_ => new RawSnapshotCheck()),
        ["equal"] = new(parameters => new EqualCheck(parameters)),
        ["notEqual"] = new(parameters => new EqualCheck(parameters), IsAntonym: true),
        ["greaterOrEqual"] = new(parameters => new OrderCheck(parameters, isGreater: true)),
        ["notGreaterOrEqual"] = new(parameters => new OrderCheck(parameters, isGreater: true), IsAntonym: true),
        ["lessOrEqual"] = new(parameters => new OrderCheck(parameters, isGreater: false)),
        ["notLessOrEqual"] = new(parameters => new OrderCheck(parameters, isGreater: false), IsAntonym: true),
        ["equalRaw"] = new(parameters => new RawEqualCheck(parameters)),
        ["notEqualRaw"] = new(parameters => new RawEqualCheck(parameters), IsAntonym: true),
        ["exists"] = new(parameters => new ExistsCheck(parameters)),
        ["notExists"] = new(parameters => new ExistsCheck(parameters), IsAntonym: true),
        ["isNotNull"] = new(parameters => new ExistsCheck(parameters)),
        ["isNull"] = new(parameters => new ExistsCheck(parameters), IsAntonym: true),
        ["matchRegex"] = new(parameters => new PatternCheck(parameters)),
        ["notMatchRegex"] = new(parameters => new PatternCheck(parameters), IsAntonym: true),
        ["matchRegexRaw"] = new(parameters => new RawPatternCheck(parameters)),
        ["notMatchRegexRaw"] = new(parameters => new RawPatternCheck(parameters), IsAntonym: true),
        ["contains"] = new(parameters => new ContainsCheck(parameters)),
        ["notContains"] = new(parameters => new ContainsCheck(parameters), IsAntonym: true),
        ["isKind"] = new(parameters => new HeadCheck(parameters, "kind", " to be kind")),
        ["isAPIVersion"] = new(parameters => new HeadCheck(parameters, "apiVersion", " to be apiVersion")),
        ["hasDocuments"] = new(parameters => new DocumentCountCheck(parameters)),
        ["containsDocument"] = new(parameters => new ContainsDocumentCheck(parameters)),
        ["isSubset"] = new(parameters => new SubsetCheck(parameters)),
        ["isNotSubset"] = new(parameters => new SubsetCheck(parameters), IsAntonym: true),
        ["isNullOrEmpty"] = new(parameters => new EmptyCheck(parameters)),
        ["isNotNullOrEmpty"] = new(parameters => new EmptyCheck(parameters), IsAntonym: true),
        ["isEmpty"] = new(parameters => new EmptyCheck(parameters)),
        ["isNotEmpty"] = new(parameters => new EmptyCheck(parameters), IsAntonym: true),
        ["failedTemplate"] = new(parameters => new FailureCheck(parameters), ExpectsSuccess: false),
        ["notFailedTemplate"] = new(parameters => new FailureCheck(parameters), IsAntonym: true),
        ["lengthEqual"] = new(parameters => new LengthCheck(parameters)),
        ["notLengthEqual"] = new(parameters => new LengthCheck(parameters), IsAntonym: true),
        ["isType"] = new(parameters => new TypeCheck(parameters)),
        ["isNotType"] = new(parameters => new TypeCheck(parameters), IsAntonym: true),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
