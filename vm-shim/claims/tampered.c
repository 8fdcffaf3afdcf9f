// policy: cipher aes
// input: C:\work\head.txt an input of the task
// input: C:\work\salt.txt an input of the task
// input: C:\work\body.txt an input of the task, of more than a single block of sixty-four bytes on the disk
// input: C:\work\cut.txt an input of the task, of more than a single block of sixty-four bytes on the disk
// input: C:\work\appended.txt an input of the task
// spoil: C:\work\head.txt 40
// spoil: C:\work\salt.txt 16
// spoil: C:\work\body.txt 150
// spoil: C:\work\cut.txt -64
// spoil: C:\work\appended.txt 64
// plant: C:\work\planted.txt in the clear
// case: head
// case: salt
// case: body
// case: cut
// case: appended
// case: planted
// ends: e0e50003
#include "claim.h"

int main(int count, char **words) {
  char path[MAX_PATH];
  snprintf(path, sizeof path, "C:\\work\\%s.txt", count == 2 ? words[1] : "");
  CLAIM("that a file is there can be asked", claim_exists(path));
  CLAIM("other files are used", claim_write("C:\\work\\other.txt", "x") && claim_holds("C:\\work\\other.txt", "x"));
  fopen(path, claim_case(count, words, "appended") ? "ab" : "rb");
  CLAIM("the program does not get to open it", 0);
  return 0;
}
