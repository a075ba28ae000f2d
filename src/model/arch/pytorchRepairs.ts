import type { Repair } from '../../shared/network';

/**
 * What keeps the article's PyTorch listing from running, in the order in which it stops (PyTorch 1.12.1), and the
 * smallest change that mends each. Lines are those of the printed listing; no repair shifts them.
 */
export const pytorchRepairs: readonly Repair[] = [
  {
    line: '106',
    defect: 'Conv_Block_A(32, 128) is given 32 input channels, but conv2 gives 64.',
    error:
      'RuntimeError: Given groups=1, weight of size [128, 32, 1, 1], expected input[2, 64, 147, 147] to have 32 channels, but got 64 channels instead',
    repair: 'Conv_Block_A(64, 128)',
  },
  {
    line: '7',
    defect: 'separableConv2D pads by 0, so its branch comes out smaller than the shortcut it is joined with.',
    error:
      'RuntimeError: Sizes of tensors must match except in dimension 1. Expected size 74 but got size 72 for tensor number 1 in the list.',
    repair: 'padding = 1 by default, which keeps the size as the Keras listing and the paper do.',
  },
  {
    line: '107',
    defect: 'Conv_Block_A(128, 256): the block before concatenates 128 + 128 channels.',
    error:
      'RuntimeError: Given groups=1, weight of size [256, 128, 1, 1], expected input[2, 256, 74, 74] to have 128 channels, but got 256 channels instead',
    repair: 'Conv_Block_A(256, 256)',
  },
  {
    line: '108',
    defect: 'Conv_Block_A(256, 728): the block before concatenates 256 + 256 channels.',
    error:
      'RuntimeError: Given groups=1, weight of size [728, 256, 1, 1], expected input[2, 512, 37, 37] to have 256 channels, but got 512 channels instead',
    repair: 'Conv_Block_A(512, 728)',
  },
  {
    line: '110',
    defect: 'Conv_Block_B(728): the entry flow ends in 728 + 728 = 1456 channels.',
    error:
      'RuntimeError: Given groups=728, weight of size [728, 1, 3, 3], expected input[2, 1456, 19, 19] to have 728 channels, but got 1456 channels instead',
    repair: 'Conv_Block_B(1456)',
  },
  {
    line: '111',
    defect: 'Conv_Block_B(1536): the first middle block gives 1456 + 728 = 2184 channels.',
    error:
      'RuntimeError: Given groups=1536, weight of size [1536, 1, 3, 3], expected input[2, 2184, 19, 19] to have 1536 channels, but got 2184 channels instead',
    repair: 'Conv_Block_B(2184)',
  },
  {
    line: '111, 133-139',
    defect:
      'One block is called seven times, but with concatenation its input widens by 728 channels each time.',
    error:
      'RuntimeError: Given groups=2184, weight of size [2184, 1, 3, 3], expected input[2, 2912, 19, 19] to have 2184 channels, but got 2912 channels instead',
    repair:
      'Seven blocks convBlock_B_2 … convBlock_B_8 with 2184, 2912, 3640, 4368, 5096, 5824 and 6552 input channels.',
  },
  {
    line: '113',
    defect: 'convBlock_C is made as Conv_Block_B(1536): the wrong class, and the wrong number of channels.',
    error:
      'RuntimeError: Given groups=1536, weight of size [1536, 1, 3, 3], expected input[2, 7280, 19, 19] to have 1536 channels, but got 7280 channels instead',
    repair: 'Conv_Block_C(7280)',
  },
  {
    line: '83',
    defect:
      'The second separable convolution is assigned to self.sepconv1 again; self.sepconv2 does not exist.',
    error:
      'RuntimeError: Given groups=1536, weight of size [1536, 1, 3, 3], expected input[2, 2048, 10, 10] to have 1536 channels, but got 2048 channels instead',
    repair: 'self.sepconv2 = …',
  },
  {
    line: '144',
    defect:
      'fc1 wants vectors of 2048 numbers, but gets a feature map: the global average pooling is missing.',
    error: 'RuntimeError: mat1 and mat2 shapes cannot be multiplied (40960x10 and 2048x2048)',
    repair: 'self.fc1(out.mean(dim=(2, 3)))',
  },
  {
    line: '148',
    defect: 'nn.Softmax() does not say over which axis.',
    error:
      'UserWarning: Implicit dimension choice for softmax has been deprecated. Change the call to include dim=X as an argument.',
    repair: 'nn.Softmax(dim=1)',
  },
];
