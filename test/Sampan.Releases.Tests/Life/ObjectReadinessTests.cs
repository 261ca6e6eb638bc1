using System.Text;
using Sampan.Kubernetes.Objects;
using Sampan.Releases.Life;

namespace Sampan.Releases.Tests.Life;

public sealed class ObjectReadinessTests
{
    [Theory]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"generation":2},"spec":{"replicas":3},"status":{"observedGeneration":1}}""", "change not yet observed")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"generation":2},"spec":{"replicas":3},"status":{"observedGeneration":2,"updatedReplicas":2}}""", "2 of 3 updated")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"generation":2},"spec":{"replicas":3},"status":{"observedGeneration":2,"updatedReplicas":3,"availableReplicas":1}}""", "1 of 3 available")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"generation":2},"spec":{"replicas":3},"status":{"observedGeneration":2,"updatedReplicas":3,"availableReplicas":3}}""", null)]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"generation":1},"spec":{"replicas":0},"status":{"observedGeneration":1}}""", null)]
    [InlineData("""{"apiVersion":"batch/v1","kind":"Job","metadata":{},"spec":{"completions":2},"status":{"succeeded":1}}""", "1 of 2 succeeded")]
    [InlineData("""{"apiVersion":"batch/v1","kind":"Job","metadata":{},"status":{"conditions":[{"type":"Failed","status":"True"}]}}""", "failed")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","metadata":{},"status":{"phase":"Pending"}}""", "phase Pending")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{}}""", null)]
    public void Missing_LiveObject_SaysWhatIsStillMissing(string live, string? expected) =>
        Assert.Equal(expected, ObjectReadiness.Missing(KubernetesObject.Parse(Encoding.UTF8.GetBytes(live))));
}
