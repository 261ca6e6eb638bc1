using System.Text;
using Sampan.Kubernetes.Objects;
using Sampan.Planning.Diffing;

namespace Sampan.Planning.Tests.Diffing;

public sealed class ObjectDiffTests
{
    [Fact]
    public void Compare_ChangedAddedAndRemovedFields_AreNamedByPath()
    {
        var changes = ObjectDiff.Compare(
            Object("""{"spec":{"replicas":1,"list":[{"image":"a"}],"gone":true}}"""),
            Object("""{"spec":{"replicas":2,"list":[{"image":"b"}],"new":"x"}}"""));

        Assert.Equal(
            [
                new FieldChange("spec.replicas", "1", "2"),
                new FieldChange("spec.list[0].image", "\"a\"", "\"b\""),
                new FieldChange("spec.gone", "true", null),
                new FieldChange("spec.new", null, "\"x\""),
            ],
            changes);
    }

    [Fact]
    public void Compare_BookkeepingAndStatus_DoNotCount() =>
        Assert.Empty(ObjectDiff.Compare(
            Object("""{"metadata":{"name":"a","resourceVersion":"1","generation":1,"managedFields":[]},"status":{"ready":1}}"""),
            Object("""{"metadata":{"name":"a","resourceVersion":"2","generation":2},"status":{"ready":2}}""")));

    [Fact]
    public void Compare_Secret_HidesItsData()
    {
        var change = Assert.Single(ObjectDiff.Compare(
            Object("""{"apiVersion":"v1","kind":"Secret","data":{"password":"b2xk"}}"""),
            Object("""{"apiVersion":"v1","kind":"Secret","data":{"password":"bmV3"}}""")));

        Assert.Equal(new FieldChange("data.password", "(hidden)", "(hidden, changed)"), change);
    }

    private static KubernetesObject Object(string json) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(json));
}
