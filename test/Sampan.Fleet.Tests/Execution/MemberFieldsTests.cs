using Sampan.Fleet.Execution;

namespace Sampan.Fleet.Tests.Execution;

public sealed class MemberFieldsTests
{
    [Fact]
    public void Retain_LabelsOfBothSides_KeepsTheMembersAndDropsWhatTheHubNoLongerWants()
    {
        var observed = Samples.Deployment(
            "'resourceVersion':'7','finalizers':['f'],'labels':{'member':'own','old':'hub','both':'stale'},'annotations':{'resourcetemplate.karmada.io/managed-labels':'both,old'}");
        var desired = Samples.Deployment("'labels':{'both':'fresh'}").ToDraft();

        MemberFields.Retain(desired, observed);

        Assert.Equal("""{"both":"fresh","member":"own"}""", desired["metadata"]!["labels"]!.ToJsonString());
        Assert.Equal("7", desired["metadata"]!["resourceVersion"]!.ToString());
        Assert.Equal("f", desired["metadata"]!["finalizers"]![0]!.ToString());
    }
}
