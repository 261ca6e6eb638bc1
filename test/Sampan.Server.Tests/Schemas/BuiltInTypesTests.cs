using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.Tests.Schemas;

public sealed class BuiltInTypesTests
{
    private static readonly BuiltInTypes Types = BuiltInTypes.Instance;

    [Fact]
    public void SchemaOf_Pod_LeadsToContainerPorts()
    {
        var pod = Types.SchemaOf(new GroupVersionKind("", "v1", "Pod"))!;

        var ports = pod.Field("spec")!.Field("containers")!.Element!.Field("ports")!;

        Assert.Equal(SchemaShape.List, ports.Shape);
        Assert.Equal(ListType.Map, ports.ListType);
        Assert.Equal(["containerPort", "protocol"], ports.ListMapKeys);
        Assert.Equal("containerPort", ports.PatchMergeKey);
        Assert.Equal("TCP", (string?)ports.Element!.Field("protocol")!.Default);
    }

    [Fact]
    public void NumberPath_FieldOfAnInlinedStruct_LeadsThroughTheInlinedMessage() =>
        Assert.Equal([2, 6], Types.Find("core.v1.Volume")!.Fields["secret"].NumberPath);

    [Fact]
    public void All_EveryReference_Resolves() => Assert.All(
        Types.All.SelectMany(type => type.Fields.Values),
        field => Assert.True(field.Shape != SchemaShape.Struct || field.Type is not null, field.Name));
}
