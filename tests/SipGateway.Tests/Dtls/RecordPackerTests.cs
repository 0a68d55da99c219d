using System.Buffers.Binary;
using Voxie.SipGateway.Dtls;

namespace Voxie.SipGateway.Tests.Dtls;

public sealed class RecordPackerTests
{
    [Theory]
    [InlineData(new[] { 100 }, new[] { 113 })]
    [InlineData(new[] { 100, 200 }, new[] { 326 })]
    [InlineData(new[] { 1000, 200, 900 }, new[] { 1013, 1126 })]
    [InlineData(new[] { 1187 }, new[] { 1200 })]
    [InlineData(new[] { 0 }, new[] { 13 })]
    public void Whole_records_fill_datagrams(int[] records, int[] datagrams)
    {
        var run = records.SelectMany(Record).ToArray();
        var found = new List<int>();
        for (int at = 0, length; (length = RecordPacker.Next(run.AsSpan(at))) > 0; at += length) found.Add(length);

        Assert.Equal(datagrams, found);
    }

    [Fact]
    public void A_cut_record_is_none()
    {
        Assert.Equal(0, RecordPacker.Next(Record(100).AsSpan(0, 112)));
        Assert.Equal(0, RecordPacker.Next(Record(0).AsSpan(0, 12)));
        Assert.Equal(0, RecordPacker.Next([]));
    }

    private static byte[] Record(int length)
    {
        var record = new byte[RecordPacker.HeaderBytes + length];
        record[0] = 22;
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(RecordPacker.HeaderBytes - 2), (ushort)length);
        return record;
    }
}
