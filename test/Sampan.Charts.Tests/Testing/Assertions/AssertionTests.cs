using Sampan.Charts.Testing;
using Sampan.Charts.Testing.Assertions;
using Sampan.Charts.Testing.Assertions.Checks;
using Sampan.Charts.Testing.Snapshots;
using Sampan.Charts.Testing.Suites;

namespace Sampan.Charts.Tests.Testing.Assertions;

using Map = Dictionary<string, object?>;

public sealed class AssertionTests
{
    private const string Manifest = """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 3
          ratio: 1.5
          type: ""
          ports: [{port: 80, name: http}, {port: 443, name: https}]
          secret: aGVsbG8=
          labels: {a: "1", b: "2"}
          empty: {}
          none: null
        """;

    [Theory]
    [InlineData("equal: {path: spec.replicas, value: 3}")]
    [InlineData("equal: {path: spec.secret, value: hello, decodeBase64: true}")]
    [InlineData("equal: {path: spec.labels, value: {b: '2', a: '1'}}")]
    [InlineData("exists: {path: spec.none}")]
    [InlineData("isNotNull: {path: spec.ports}")]
    [InlineData("isKind: {of: Service}")]
    [InlineData("isAPIVersion: {of: v1}")]
    [InlineData("matchRegex: {path: metadata.name, pattern: ^w.b$}")]
    [InlineData("contains: {path: spec.ports, content: {port: 80, name: http}}")]
    [InlineData("contains: {path: spec.ports, content: {port: 80}, any: true}")]
    [InlineData("contains: {path: spec.ports, content: {port: 80}, any: true, count: 1}")]
    [InlineData("containsDocument: {kind: Service, apiVersion: v1, name: web, namespace: shop}")]
    [InlineData("isSubset: {path: spec.labels, content: {a: '1'}}")]
    [InlineData("isNullOrEmpty: {path: spec.empty}")]
    [InlineData("isEmpty: {path: spec.type}")]
    [InlineData("isNullOrEmpty: {path: spec.none}")]
    [InlineData("isType: {path: spec.replicas, type: int}")]
    [InlineData("isType: {path: spec.ratio, type: float64}")]
    [InlineData("isType: {path: spec.ports, type: '[]interface {}'}")]
    [InlineData("lengthEqual: {path: spec.ports, count: 2}")]
    [InlineData("hasDocuments: {count: 1}")]
    [InlineData("lessOrEqual: {path: spec.replicas, value: 3}")]
    [InlineData("greaterOrEqual: {path: spec.ratio, value: 1.5}")]
    public void Check_Holds_AndNotDoesNot(string assertion)
    {
        Assert.Null(Failure(assertion));
        if (!assertion.StartsWith("greater", StringComparison.Ordinal))
        {
            Assert.NotNull(Failure($"{assertion}\nnot: true"));
        }
    }

    [Theory]
    [InlineData("equal: {path: spec.replicas, value: '3'}")]
    [InlineData("equal: {path: spec.replicas, value: 3.0}")]
    [InlineData("exists: {path: spec.missing}")]
    [InlineData("isKind: {of: Pod}")]
    [InlineData("matchRegex: {path: metadata.name, pattern: x}")]
    [InlineData("contains: {path: spec.ports, content: {port: 80}}")]
    [InlineData("contains: {path: spec.ports, content: {port: 80}, any: true, count: 2}")]
    [InlineData("containsDocument: {kind: Service, apiVersion: v2}")]
    [InlineData("isSubset: {path: spec.labels, content: {a: '2'}}")]
    [InlineData("isNullOrEmpty: {path: spec.labels}")]
    [InlineData("isType: {path: spec.ratio, type: int}")]
    [InlineData("lengthEqual: {path: spec.ports, count: 3}")]
    [InlineData("hasDocuments: {count: 2}")]
    [InlineData("lessOrEqual: {path: spec.replicas, value: 2}")]
    public void Check_DoesNotHold_AndNotDoes(string assertion)
    {
        Assert.NotNull(Failure(assertion));
        Assert.Null(Failure($"{assertion}\nnot: true"));
    }

    [Theory]
    [InlineData("equal: {path: missing, value: 1}", "unknown path missing")]
    [InlineData("equal: {path: 'a[', value: 1}", "unmatched [ at position 2, following \"a[\"")]
    [InlineData("matchRegex: {path: spec.replicas, pattern: '3'}", "expect 'spec.replicas' to be a string, got:")]
    [InlineData("matchRegex: {path: metadata.name}", "expected field 'pattern' to be filled")]
    [InlineData("greaterOrEqual: {path: spec.replicas, value: '1'}", "actual 'int' and expected 'string' types do not match")]
    [InlineData("lengthEqual: {path: spec.ports}", "'count' field must be set if 'path' is used")]
    [InlineData("contains: {path: spec.replicas, content: 1}", "expect 'spec.replicas' to be an array, got:")]
    public void Check_CannotBeMade_SaysWhy(string assertion, string message) => Assert.Contains($"\t{message}", Failure(assertion)!);

    [Fact]
    public void Failure_OfEqual_ShowsWhatDiffers() => Assert.Equal(
        """
        DocumentIndex:	0
        ValuesIndex:	0
        Path:	metadata.name
        Expected to equal:
        	api
        Actual:
        	web
        Diff:
        	--- Expected
        	+++ Actual
        	@@ -1,2 +1,2 @@
        	-api
        	+web
        """.Split('\n'),
        Failure("equal: {path: metadata.name, value: api}"));

    [Theory]
    [InlineData("equal: {}\nexists: {}", "s_test.yaml:2:1: assertion type `equal` and `exists` is declared duplicately")]
    [InlineData("equals: {}", "s_test.yaml:1:1: Assertion type `equals` is invalid")]
    [InlineData("not: true", "s_test.yaml:1:1: no assertion type defined")]
    [InlineData("isKind: {of: 3}", "s_test.yaml:1:10: of has to be a text: put it in quotes")]
    [InlineData("hasDocuments: {count: many}", "s_test.yaml:1:16: count has to be a whole number")]
    public void Read_NoAssertion_SaysWhere(string assertion, string message) => Assert.Equal(message, Assert.Throws<ChartException>(() => Read(assertion)).Message);

    private static Assertion Read(string assertion) => AssertionReader.Read(new SuiteFields((Map)TestYaml.Read(assertion)!, [], new SuiteText("s_test.yaml", assertion, 1)));

    private static IReadOnlyList<string>? Failure(string text)
    {
        var assertion = Read(text);
        var manifests = TestYaml.ReadManifests(Manifest);
        var snapshots = new TestSnapshots(SuiteSnapshots.Read(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), "", isUpdating: false), "t");
        return assertion.Check.Failure(new CheckContext(manifests, manifests, assertion.IsNegative, snapshots, null, FailFast: false));
    }
}
